package hakaru.deploy.k8s;

/**
 * An error in one object.
 *
 * @param patch one operation of RFC 6902, in YAML
 * @param message a part of what the rule says
 */
record Planted(Rule rule, Overlay overlay, String object, String patch, String message) {
    static final String POD = "/spec/template/spec";
    static final String IN_CRON_JOB = "/spec/jobTemplate" + POD;
    static final String CONTAINER = POD + "/containers/0";

    static Planted dev(Rule rule, String object, String patch, String message) {
        return new Planted(rule, Overlay.DEV, object, patch, message);
    }

    static Planted production(Rule rule, String object, String patch, String message) {
        return new Planted(rule, Overlay.PRODUCTION, object, patch, message);
    }

    static String add(String path, String value) {
        return "{op: add, path: '" + path + "', value: " + value + "}";
    }

    static String replace(String path, String value) {
        return "{op: replace, path: '" + path + "', value: " + value + "}";
    }

    static String remove(String path) {
        return "{op: remove, path: '" + path + "'}";
    }

    @Override
    public String toString() {
        return rule + " of " + object + ": " + patch;
    }
}
