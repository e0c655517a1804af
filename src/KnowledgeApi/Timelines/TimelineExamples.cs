using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Timelines;

/// <summary>A plan for each effect, short enough to be read, and what comes out of it.</summary>
internal static class TimelineExamples
{
    static readonly (string Name, string Summary, string Plan)[] All =
    [
        (
            "missingPreStopDelay",
            "A rollout without a preStop delay costs the connections made before kube-proxy hears of it",
            """
            {
              "durationSeconds": 15,
              "pods": {"replicas": 4, "startupSeconds": 2, "readinessProbe": {"periodSeconds": 1}, "preStopSeconds": 0},
              "clients": [{"name": "price-export", "kind": "resolveEachTime", "requestsPerSecond": 100}],
              "events": [{"at": 2, "type": "rollout", "maxSurge": "25%", "maxUnavailable": "25%"}]
            }
            """
        ),
        (
            "missingReadinessProbe",
            "Without a readiness probe, Pods get requests while they start",
            """
            {
              "durationSeconds": 15,
              "pods": {"replicas": 4, "startupSeconds": 5, "preStopSeconds": 2},
              "clients": [{"name": "trade-api", "kind": "resolveEachTime", "requestsPerSecond": 100}],
              "events": [{"at": 2, "type": "rollout"}]
            }
            """
        ),
        (
            "oldPodsAfterARollout",
            "Connections without a lifetime stay with old Pods; a lifetime of 2 s bounds that",
            """
            {
              "durationSeconds": 20,
              "pods": {"replicas": 2, "startupSeconds": 1, "readinessProbe": {"periodSeconds": 1}, "preStopSeconds": 10, "responseMilliseconds": 100},
              "clients": [
                {"name": "unlimited", "requestsPerSecond": 100},
                {"name": "renewing", "requestsPerSecond": 100, "pooledConnectionLifetimeSeconds": 2}
              ],
              "events": [{"at": 2, "type": "rollout"}]
            }
            """
        ),
        (
            "idlePodsAfterScaleOut",
            "Connections without a lifetime leave new Pods idle; a lifetime puts them to use",
            """
            {
              "durationSeconds": 30,
              "pods": {"replicas": 2, "startupSeconds": 1, "readinessProbe": {"periodSeconds": 1}, "responseMilliseconds": 100},
              "clients": [
                {"name": "unlimited", "requestsPerSecond": 200},
                {"name": "renewing", "requestsPerSecond": 200, "pooledConnectionLifetimeSeconds": 5}
              ],
              "events": [{"at": 2, "type": "scale", "replicas": 4}]
            }
            """
        ),
        (
            "headlessNameRemembered",
            "A client that keeps look-ups of a headless name dials Pods that are gone",
            """
            {
              "durationSeconds": 25,
              "pods": {"replicas": 3, "startupSeconds": 1, "readinessProbe": {"periodSeconds": 1}},
              "network": {"dnsTtlSeconds": 5},
              "clients": [
                {"name": "audit", "kind": "dnsCache", "dnsCacheSeconds": 20, "target": "headless", "requestsPerSecond": 50, "pooledConnectionLifetimeSeconds": 0, "connectTimeoutSeconds": 1},
                {"name": "payments-api", "kind": "resolveEachTime", "target": "clusterIP", "requestsPerSecond": 50, "connectTimeoutSeconds": 1}
              ],
              "events": [{"at": 4, "type": "podRescheduled", "count": 3}]
            }
            """
        ),
        (
            "serviceRecreated",
            "A Service with another cluster IP fails new connections for as long as its name is remembered",
            """
            {
              "durationSeconds": 15,
              "pods": {"replicas": 2},
              "network": {"dnsTtlSeconds": 10},
              "clients": [{"name": "price-export", "kind": "resolveEachTime", "requestsPerSecond": 50, "connectTimeoutSeconds": 1}],
              "events": [{"at": 3, "type": "serviceRecreated"}]
            }
            """
        ),
        (
            "policyAndOpenConnections",
            "A policy silences open connections with Cilium, and leaves them alone with Calico",
            """
            {
              "durationSeconds": 10,
              "pods": {"replicas": 2},
              "network": {"cni": "cilium"},
              "clients": [{"name": "legacy-report", "requestsPerSecond": 50, "requestTimeoutSeconds": 5}],
              "events": [{"at": 3, "type": "networkPolicyApplied", "deny": ["legacy-report"]}]
            }
            """
        ),
        (
            "nodeDrained",
            "Draining a node costs what a rollout without a preStop delay costs, for the Pods that stood there",
            """
            {
              "durationSeconds": 20,
              "pods": {"replicas": 4, "nodes": 2, "startupSeconds": 2, "readinessProbe": {"periodSeconds": 1}, "preStopSeconds": 0},
              "clients": [{"name": "price-export", "kind": "resolveEachTime", "requestsPerSecond": 100}],
              "events": [{"at": 5, "type": "nodeDrained", "node": 1}]
            }
            """
        ),
        (
            "podUnready",
            "A Pod that is not ready leaves the Service, and keeps the connections that are open to it",
            """
            {
              "durationSeconds": 25,
              "seed": 3,
              "pods": {"replicas": 4, "readinessProbe": {"periodSeconds": 1}, "responseMilliseconds": 100},
              "clients": [
                {"name": "pooled", "requestsPerSecond": 100},
                {"name": "unpooled", "kind": "resolveEachTime", "requestsPerSecond": 100}
              ],
              "events": [{"at": 5, "type": "podUnready"}, {"at": 20, "type": "podReady"}]
            }
            """
        ),
    ];

    /// <summary>For the OpenAPI document, in which each plan stands beside its result.</summary>
    public static object[] Metadata { get; } =
    [
        .. All.Select(e => new RequestExample(e.Plan, e.Name, e.Summary)),
        .. All.Select(e => new ResultExample(e.Name, e.Summary, Remember(e.Plan))),
    ];

    /// <summary>The result, computed when it is first asked for.</summary>
    static Func<JsonNode?> Remember(string plan)
    {
        var json = new Lazy<string>(() => JsonSerializer.Serialize(Run(plan), Json.Options));
        return () => JsonNode.Parse(json.Value);
    }

    static TimelineResult Run(string plan)
    {
        using var json = JsonDocument.Parse(plan);
        var (read, errors) = TimelinePlanReader.Read(json.RootElement, TimelineLimits.Default);
        return Timeline.Run(read ?? throw new InvalidOperationException(errors[0].ToString()));
    }
}
