using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Mesh;

/// <summary>What applies to a workload of the mesh: the mode, and those of single ports.</summary>
/// <param name="Default">The mode of ports without one of their own.</param>
/// <param name="Ports">Modes of single ports.</param>
internal sealed record MeshPolicy(MeshMode Default, ImmutableArray<(int Port, MeshMode Mode)> Ports)
{
    public const string RootNamespace = "istio-system";

    public MeshMode ModeOf(int port)
    {
        foreach (var (number, mode) in Ports)
            if (number == port)
                return mode;
        return Default;
    }

    /// <summary>
    /// Composes what applies to a Pod as Istio's <c>ComposePeerAuthentication</c> does: the workload's before the namespace's
    /// before the mesh's, of several in one scope the oldest, and UNSET falls through to the wider scope.
    /// </summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="oldestFirst">All PeerAuthentications, the oldest first.</param>
    public static MeshPolicy For(Pod pod, ReadOnlySpan<PeerAuthentication> oldestFirst)
    {
        PeerAuthentication? mesh = null,
            ns = null,
            workload = null;
        foreach (var item in oldestFirst)
        {
            if (item.Selector is null or { IsEmpty: true })
            {
                if (item.Namespace == RootNamespace)
                    mesh ??= item;
                else if (item.Namespace == pod.Namespace)
                    ns ??= item;
            }
            // A selector in the root namespace selects nothing.
            else if (
                item.Namespace == pod.Namespace
                && item.Namespace != RootNamespace
                && item.Selector.Matches(pod.Metadata.Labels)
            )
                workload ??= item;
        }
        // In the root namespace the mesh's is the namespace's too.
        var mode = new MeshMode(MutualTlsMode.Permissive, null, 0);
        foreach (var item in (ReadOnlySpan<PeerAuthentication?>)[mesh, ns, workload])
            if (item is { Mode: not MutualTlsMode.Unset })
                mode = new(item.Mode, item, item.Source.LineOf("spec.mtls.mode"));
        return new(
            mode,
            workload is null
                ? []
                :
                [
                    .. workload.Ports.Select(port =>
                        (
                            port.Port,
                            port.Mode == MutualTlsMode.Unset ? mode : new MeshMode(port.Mode, workload, port.Line)
                        )
                    ),
                ]
        );
    }
}

/// <summary>A mode and where it comes from.</summary>
/// <param name="Mode">The mode, never Unset.</param>
/// <param name="Source">The object that sets it; null for Istio's default.</param>
/// <param name="Line">The line that sets it.</param>
internal readonly record struct MeshMode(MutualTlsMode Mode, PeerAuthentication? Source, int Line);
