#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds a release, deploys it to a folder of this machine, checks that each artifact is complete, and runs a separate study
# that resolves Virga from there. Nothing is uploaded, and nothing is put into the local Maven repository.
#
#   bash plugin/bom/stage.sh [FOLDER] [Maven arguments, for example -Dvirga.sign]
#
# FOLDER, new or empty, is target/staging unless given. With -Dvirga.sign gpg's default key signs everything.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$root/target/staging
if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
    folder=$1
    shift
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
if [ -n "$(ls -A "$folder")" ]; then
    echo "$folder is not empty" >&2
    exit 2
fi
signed=
for argument in "$@"; do
    case $argument in -Dvirga.sign*) signed=yes ;; esac
done

cd "$root"
mvn -B -ntp deploy -Prelease -DskipTests -Dmaven.install.skip -DaltDeploymentRepository=staging::file:"$folder" "$@"

version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' plugin/bom/pom.xml | head -1)
missing=0
need() {
    local file=$1
    if [ ! -s "$file" ]; then
        echo "missing: ${file#"$folder/"}"
        missing=1
        return
    fi
    for kind in md5 sha1; do
        if [ "$(cat "$file.$kind" 2>/dev/null)" != "$("${kind}sum" "$file" | cut -d ' ' -f 1)" ]; then
            echo "missing or wrong: ${file#"$folder/"}.$kind"
            missing=1
        fi
    done
    if [ -n "$signed" ] && ! gpg --verify "$file.asc" "$file" 2>/dev/null; then
        echo "missing or wrong: ${file#"$folder/"}.asc"
        missing=1
    fi
}
# Each name once more in the list below would be a new artifact: what is deployed is said here, not found.
jars="virga virga-datasets virga-examples virga-ifogsim virga-validation"
for artifact in $jars virga-bom virga-parent; do
    base=$folder/io/github/virgasim/$artifact/$version/$artifact-$version
    need "$base.pom"
    for tag in name description url licenses scm; do
        # A module takes from its parent what it does not say itself.
        grep -q "<$tag>" "$base.pom" "$folder/io/github/virgasim/virga-parent/$version/virga-parent-$version.pom" \
            || { echo "$artifact: its POM has no <$tag>"; missing=1; }
    done
    grep -q "<name>" "$base.pom" && grep -q "<description>" "$base.pom" \
        || { echo "$artifact: its own POM has no name or description"; missing=1; }
done
for artifact in $jars; do
    base=$folder/io/github/virgasim/$artifact/$version/$artifact-$version
    for file in "$base.jar" "$base-sources.jar" "$base-javadoc.jar" "$base-cyclonedx.json" "$base-cyclonedx.xml"; do
        need "$file"
    done
done
expected=$(echo $jars virga-bom virga-parent | tr ' ' '\n' | sort)
found=$(ls "$folder/io/github/virgasim")
if [ "$expected" != "$found" ]; then
    echo "deployed are:" $found "instead of" $expected
    missing=1
fi
[ "$missing" = 0 ] || exit 1

# The study, with a local repository of its own, so that Virga can only come from the folder.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r plugin/bom/study "$work/study"
for agents in "" -Dagents=true; do
    mvn -B -ntp -f "$work/study/pom.xml" -Dmaven.repo.local="$work/repository" -Dvirga.version="$version" \
        -Dvirga.staging="file:$folder" $agents test
done
grep -q '\.jar>staging=' "$work/repository/io/github/virgasim/virga/$version/_remote.repositories"
echo "complete: $folder"
