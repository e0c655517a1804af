using System.Text.Json;
using KnowledgeApi.Hosting;

namespace KnowledgeApi.Reachability;

/// <summary>Bodies to try the endpoints with.</summary>
internal static class ReachabilityExamples
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        spec: {containers: [{name: db, image: db}]}

        """;

    private const string Policy = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]

        """;

    public static string Listing { get; } =
        JsonSerializer.Serialize(new ReachabilitySubmission(Pods + Policy, Explain: true), Json.Options);

    public static string Diff { get; } =
        JsonSerializer.Serialize(new ReachabilityDiffSubmission(Pods, Pods + Policy), Json.Options);
}
