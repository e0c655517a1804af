using NetworkSimulator.Manifests.Kinds;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>The address families of the cluster, as far as its nodes, Pods and Services show them.</summary>
internal readonly record struct ClusterFamilies(bool HasV4, bool HasV6)
{
    /// <summary>The family that a Service gets which asks for none.</summary>
    public bool IsPrimaryV6 => !HasV4;

    public IEnumerable<bool> All => HasV4 && HasV6 ? [false, true] : [HasV6];

    public static ClusterFamilies Of(ClusterDraft draft)
    {
        bool v4 = false,
            v6 = false;
        foreach (var node in draft.Nodes)
        foreach (var cidr in node.Node.PodCidrs)
            Note(cidr.IsV6, ref v4, ref v6);
        foreach (var pod in draft.Pods)
        foreach (var address in pod.Pod.PodIPs)
            Note(address.IsV6, ref v4, ref v6);
        // Only what is known of Pods makes a cluster single-stack IPv6; a Service can show that there is IPv6 at all.
        var onlyV6 = v6 && !v4;
        foreach (var service in draft.Services)
        {
            if (onlyV6 || service.Service.IsHeadless)
                continue;
            v6 |= service.FamilyPolicy == IPFamilyPolicy.RequireDualStack;
            foreach (var isV6 in service.Service.FamiliesV6)
                v6 |= isV6;
        }
        return new(!onlyV6, v6);
    }

    private static void Note(bool isV6, ref bool v4, ref bool v6)
    {
        v4 |= !isV6;
        v6 |= isV6;
    }
}
