using NetworkSimulator.Objects;

namespace NetworkSimulator.Mesh;

/// <summary>The mesh: which Pods are in it and what each accepts. Empty where no PeerAuthentication says anything.</summary>
internal sealed class MeshTable
{
    private readonly MeshPolicy?[] _policies;

    public MeshTable(ClusterIndex index)
    {
        var authentications = index.Objects.PeerAuthentications;
        IsEmpty = authentications.IsEmpty;
        _policies = IsEmpty ? [] : new MeshPolicy?[index.Pods.Length];
        if (IsEmpty)
            return;
        PeerAuthentication[] oldestFirst =
        [
            .. authentications
                .OrderBy(item => item.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
                .ThenBy(item => item.Key, StringComparer.Ordinal),
        ];
        // Pods of a workload are alike: those of one namespace with equal labels share what applies to them.
        var shared = new Dictionary<(string, Labels), MeshPolicy>();
        for (var i = 0; i < _policies.Length; i++)
        {
            var pod = index.Pods[i];
            if (!MeshMembership.IsMember(pod, index.NamespaceByName.GetValueOrDefault(pod.Namespace)))
                continue;
            var key = (pod.Namespace, pod.Metadata.Labels);
            if (!shared.TryGetValue(key, out var policy))
                shared.Add(key, policy = MeshPolicy.For(pod, oldestFirst));
            _policies[i] = policy;
        }
    }

    public bool IsEmpty { get; }

    public bool IsMember(int pod) => pod >= 0 && _policies[pod] is not null;

    /// <summary>What applies to a Pod; null for one that is not in the mesh.</summary>
    public MeshPolicy? PolicyOf(int pod) => pod >= 0 ? _policies[pod] : null;
}
