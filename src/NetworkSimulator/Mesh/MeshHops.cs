using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Mesh;

/// <summary>Words for what a proxy of the mesh makes of a connection.</summary>
internal static class MeshHops
{
    public static Hop Of(Cluster cluster, in Party source, in Endpoint target, MeshMode mode, bool isPeer)
    {
        var pod = cluster.Index.Pods[target.Pod].Key;
        var caller = NameOf(cluster, source);
        var rule = RuleOf(mode, target.Port);
        return (mode.Mode, isPeer) switch
        {
            (MutualTlsMode.Strict, false) => At(
                mode,
                "refused",
                $"The proxy of {pod} resets the connection: {rule} asks for mutual TLS, and {caller} has no proxy of the mesh, so it speaks plaintext."
            ),
            (MutualTlsMode.Disable, _) => At(
                mode,
                "plaintext",
                $"{rule} switches mutual TLS off, so the proxies pass the connection from {caller} to {pod} on as it is, without encryption of their own."
            ),
            (_, true) => At(
                mode,
                "mutual TLS",
                $"Both ends are in the mesh, so their proxies encrypt the connection from {caller} to {pod} and know each other by certificate; {rule} allows it."
            ),
            _ => At(
                mode,
                "plaintext",
                $"{caller} has no proxy of the mesh, so the mesh does not encrypt this connection; {rule} lets {pod} accept it."
            ),
        };
    }

    private static Hop At(MeshMode mode, string decision, string reason) =>
        mode.Source is { } source
            ? new("Mesh", $"PeerAuthentication {source.Key}", source.Source.Document, mode.Line, decision, reason)
            : new("Mesh", "", 0, 0, decision, reason);

    private static string RuleOf(MeshMode mode, int port) =>
        mode.Source is not { } source
            ? "Istio's default, PERMISSIVE,"
            : $"PeerAuthentication {source.Key} ({mode.Mode.ToString().ToUpperInvariant()}{(IsOfPort(mode) ? $" for port {port}" : "")})";

    private static bool IsOfPort(MeshMode mode) =>
        mode.Source!.Ports.Any(port => port.Line == mode.Line && port.Mode == mode.Mode);

    private static string NameOf(Cluster cluster, in Party source) =>
        source.Kind switch
        {
            PartyKind.Pod => cluster.Index.Pods[source.Pod].Key,
            PartyKind.Node when source.Node >= 0 => $"node {cluster.Index.Nodes[source.Node].Name}",
            PartyKind.Node => "a node",
            PartyKind.Outside => "the client outside the cluster",
            _ => "the controller",
        };
}
