// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures alone, to compile against. */
public class Application {
    protected Application() {}

    public static Application createApplication(String app, int user) {
        return null;
    }

    public void addAppModule(String name, int ram) {}

    public void addAppEdge(
            String source,
            String destination,
            double cpuLength,
            double networkLength,
            String tupleType,
            int direction,
            int kind) {}

    public void addAppEdge(
            String source,
            String destination,
            double period,
            double cpuLength,
            double networkLength,
            String tupleType,
            int direction,
            int kind) {}

    public void addTupleMapping(
            String module, String in, String out, org.fog.application.selectivity.SelectivityModel selectivity) {}

    public String getAppId() {
        return null;
    }

    public java.util.List<String> getModuleNames() {
        return null;
    }

    public void setLoops(java.util.List<AppLoop> loops) {}

    public AppModule getModuleByName(String name) {
        return null;
    }
}
