namespace NetworkSimulator.Flows;

/// <summary>Finds the caller of a flow.</summary>
internal static class SourceStage
{
    /// <summary>Finds the caller and, where it is a Pod, its number: a host-network Pod speaks as its node but has a resolver of its own.</summary>
    public static bool TryFind<TRecorder>(
        Cluster cluster,
        FlowSource from,
        out Party party,
        out int pod,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var index = cluster.Index;
        pod = -1;
        switch (from)
        {
            case FromPod caller when cluster.Parties.TryFindPod(caller.Key, out pod):
                party = cluster.Parties.OfPod(pod);
                break;
            case FromWorkload workload when index.FirstPodOfWorkload.TryGetValue(workload.Workload, out pod):
                party = cluster.Parties.OfPod(pod);
                break;
            case FromNode node when index.NodeByName.TryGetValue(node.Name, out var number):
                party = cluster.Parties.OfNode(number);
                return true;
            case FromExternal external:
                party = Party.Outside(external.Address);
                return true;
            default:
                (party, pod) = (default, -1);
                if (TRecorder.Records)
                    recorder.Add(new("Source", "", 0, 0, "unknown", $"The manifests have no caller {Describe(from)}."));
                return false;
        }
        if (!party.V4.IsNone || !party.V6.IsNone)
            return true;
        if (TRecorder.Records)
            recorder.Add(
                new(
                    "Source",
                    "",
                    0,
                    0,
                    "without address",
                    $"The caller {Describe(from)} has no address, so it sends nothing."
                )
            );
        return false;
    }

    private static string Describe(FlowSource from) =>
        from switch
        {
            FromPod pod => $"Pod {pod.Key}",
            FromWorkload workload => $"{workload.Workload.Kind} {workload.Workload.Namespace}/{workload.Workload.Name}",
            FromNode node => $"node {node.Name}",
            _ => "at that address",
        };
}
