using System.Globalization;

namespace NetworkSimulator.Capacity;

/// <summary>Sentences and event texts for Pods that don't run.</summary>
/// <remarks>
/// The events are kube-scheduler's (<c>Too many pods</c>, NodeResourcesFit), the kubelet's with the VPC CNI's error, and EC2's
/// errors as ipamd logs them.
/// </remarks>
internal sealed class Reasons(VpcModel model)
{
    public string Of(Obstacle obstacle, CapacityRun run) =>
        obstacle switch
        {
            { Limit: Limit.SubnetAddresses, Node: { } node } => NoAddress(node, run),
            { Limit: Limit.SubnetAddresses } =>
                "No node started: their subnets have no free address for a primary interface.",
            { Node: { } node } => FullInterfaces(node.Node),
            { Limit: Limit.EniLimits } => FullNodes(run),
            _ => AtMaxPods(run),
        };

    public static PodEvent EventOf(Obstacle obstacle, CapacityRun run)
    {
        if (obstacle.Node is not null)
            return new(
                "FailedCreatePodSandBox",
                "kubelet",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "
                    + "\"<id>\": plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP "
                    + "address to container"
            );
        var nodes = run.Nodes.Count;
        return new(
            "FailedScheduling",
            "default-scheduler",
            nodes == 0
                ? "no nodes available to schedule pods"
                : Invariant(
                    $"0/{nodes} nodes are available: {nodes} Too many pods. preemption: 0/{nodes} nodes are available: {nodes} No preemption victims found for incoming pod."
                )
        );
    }

    public string? LogOf(Obstacle obstacle) =>
        obstacle switch
        {
            { Node: null } => null,
            { Limit: Limit.EniLimits } => "Skipping ENI allocation as the max ENI limit is already reached",
            _ when model.Mode == AddressMode.SecondaryIp =>
                "InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request.",
            _ =>
                "InsufficientCidrBlocks: The specified subnet does not have enough free cidr blocks to satisfy the request.",
        };

    private string NoAddress(NodePool node, CapacityRun run)
    {
        var subnet = model.Subnets[node.Node.PodSubnet];
        var pool = run.Subnets[node.Node.PodSubnet];
        var warm = run.Nodes.Where(n => n.Node.PodSubnet == node.Node.PodSubnet).Sum(n => n.Spare);
        var idle = warm > 0 ? Invariant($" Other nodes hold {warm} addresses of it that no Pod uses.") : "";
        var name = $"subnet '{subnet.Name}' ({subnet.Cidr})";
        if (model.Mode == AddressMode.PrefixDelegation)
            return Invariant(
                    $"Node {node.Node.Name} needs another prefix, and {name} has no room for one: {pool.FreeBlocks} whole /28 blocks and {pool.Loose} loose addresses are free."
                ) + idle;
        if (pool.Free == 0)
            return Invariant($"Node {node.Node.Name} needs another address, and {name} has none left.") + idle;
        return Invariant(
                $"Node {node.Node.Name} needs another interface, which ipamd asks for with {node.Refused} addresses and its own in one call, and {name} has {pool.Free} left."
            ) + idle;
    }

    private string FullInterfaces(VpcNode node) =>
        Invariant(
            $"Node {node.Name} has given out all that the interfaces of {node.Type.Name} carry: {node.PodEnis} x {node.Type.SlotsPerEni} {Slot}; its max-pods of {node.MaxPods} lets the scheduler send more."
        );

    private string FullNodes(CapacityRun run)
    {
        var node = run.Nodes.OrderByDescending(n => n.Node.MaxPods).First().Node;
        var formula = node.Type.MaxPods(model.Mode, model.HasCustomNetworking);
        if (node.MaxPods > formula)
            return Invariant(
                $"Every node has as many Pods bound as its max-pods allows, {node.MaxPods} on {node.Type.Name}, and some of them wait for an address: its interfaces carry {formula}."
            );
        return Invariant(
            $"Every node runs as many Pods as its interfaces carry: max-pods {node.MaxPods} of {node.Type.Name} is {node.PodEnis} interfaces x {node.Type.SlotsPerEni} {Slot}, and 2 for host-network Pods."
        );
    }

    private static string AtMaxPods(CapacityRun run)
    {
        var node = run.Nodes.OrderBy(n => n.Node.MaxPods).First().Node;
        return Invariant(
            $"Every node is at its max-pods, {node.MaxPods} on {node.Type.Name}, which is less than its interfaces carry."
        );
    }

    private string Slot => model.Mode == AddressMode.SecondaryIp ? "addresses" : "prefixes of 16 addresses";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
