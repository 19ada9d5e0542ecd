// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class Application {
    private final String id;
    private final java.util.Map<String, AppModule> modules = new java.util.LinkedHashMap<>();

    protected Application() {
        this("");
    }

    private Application(String id) {
        this.id = id;
    }

    public static Application createApplication(String app, int user) {
        return new Application(app);
    }

    public void addAppModule(String name, int ram) {
        modules.put(name, new AppModule(0, name, id, 0, 0, ram, 0, 0, "", null, java.util.Map.of()));
    }

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
        return id;
    }

    public java.util.List<String> getModuleNames() {
        return new java.util.ArrayList<>(modules.keySet());
    }

    public void setLoops(java.util.List<AppLoop> loops) {}

    public AppModule getModuleByName(String name) {
        return modules.get(name);
    }
}
