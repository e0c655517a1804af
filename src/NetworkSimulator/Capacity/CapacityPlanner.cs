using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Capacity;

/// <summary>How many Pods an EKS cluster with the AWS VPC CNI carries, and which limit binds first.</summary>
public static class CapacityPlanner
{
    /// <summary>Checks a plan, runs it, and tries what would help. The same plan gives the same report.</summary>
    public static CapacityResult Run(CapacityPlan plan, CapacityLimits? limits = null)
    {
        limits ??= new();
        var problems = PlanChecks.Check(plan, limits);
        if (!problems.IsEmpty)
            return new(null, problems);
        var report = Report(VpcModel.Of(plan));
        return new(report with { Remedies = Capacity.Remedies.Of(plan, report, limits) }, []);
    }

    /// <summary>Everything that is wrong with a plan; nothing where it can be run.</summary>
    public static ImmutableArray<PlanError> Check(CapacityPlan plan, CapacityLimits? limits = null) =>
        PlanChecks.Check(plan, limits ?? new());

    /// <summary>Runs a plan without faults.</summary>
    internal static CapacityReport Report(VpcModel model)
    {
        var run = new CapacityRun(model);
        var reasons = new Reasons(model);
        var pending = new PendingTally(reasons);
        var first = Place(model, run, reasons, pending);
        var (running, wanted) = (run.Running, run.Running + pending.Count);
        var report = new CapacityReport
        {
            Fits = MostPods.Of(model),
            Wanted = wanted,
            Running = running,
            Pending = pending.Count,
            // Filled in below: scaling on to the first limit changes the run, and the lists show it as wanted.
            FirstLimit = first!,
            Limits = Figures.Limits(model, run),
            Subnets = Figures.Subnets(model, run),
            NodeGroups = Figures.NodeGroups(model, run),
            Nodes = Figures.Nodes(model, run),
            PendingPods = pending.ToReport(),
            Explanation = "",
        };
        first ??= ScaleOn(model, run, reasons);
        return report with { FirstLimit = first, Explanation = Explain(report, first) };
    }

    private static FirstLimit? Place(VpcModel model, CapacityRun run, Reasons reasons, PendingTally pending)
    {
        FirstLimit? first = null;
        foreach (var group in model.Plan.Pods)
            for (var number = 1; number <= group.Count; number++)
                if (run.Add(group.HostNetwork) is { } obstacle)
                {
                    first ??= Describe(model, run, reasons, obstacle);
                    pending.Add(group.Name, number, obstacle, run);
                }
        return first;
    }

    private static FirstLimit ScaleOn(VpcModel model, CapacityRun run, Reasons reasons)
    {
        while (true)
            if (run.Add(hostNetwork: false) is { } obstacle)
                return Describe(model, run, reasons, obstacle);
    }

    private static FirstLimit Describe(VpcModel model, CapacityRun run, Reasons reasons, Obstacle obstacle) =>
        new(
            obstacle.Limit,
            run.Running,
            obstacle.Node?.Node.Name,
            obstacle is { Limit: Limit.SubnetAddresses, Node: { } node }
                ? model.Subnets[node.Node.PodSubnet].Name
                : null,
            reasons.Of(obstacle, run)
        );

    private static string Explain(CapacityReport report, FirstLimit first)
    {
        var result =
            report.Pending > 0
                ? $"{report.Running} of {report.Wanted} Pods run. {Waiting(report)}."
                : $"All {report.Wanted} Pods run.";
        var notStarted = report.Nodes.Count(node => !node.Started);
        var missing = notStarted > 0 ? $" {notStarted} nodes don't start: their subnet has no address for them." : "";
        var warm = report.Subnets.Sum(subnet => subnet.Warm);
        var most =
            $" At most {report.Fits} Pods with an address of their own would fit"
            + (warm > 0 ? $"; the nodes hold {warm} addresses more, for Pods to come." : ".");
        var limit =
            report.Pending > 0
                ? $" The first Pod that waits met {Name(first.Limit)}, with {first.AfterPods} running: "
                : $" Scaled further, Pods meet {Name(first.Limit)} first, with {first.AfterPods} running: ";
        return string.Create(CultureInfo.InvariantCulture, $"{result}{missing}{most}{limit}{first.Reason}");
    }

    /// <summary>The Pods that don't run, as <c>kubectl get pods</c> tells them apart: the phase is Pending for both.</summary>
    private static string Waiting(CapacityReport report)
    {
        var bound = report.PendingPods.Where(pods => pods.Scheduled).Sum(pods => pods.Count);
        var unbound = report.Pending - bound;
        var pending = $"{unbound} stay Pending without a node";
        var creating = $"{bound} stay ContainerCreating on a node without an address for them";
        return bound == 0 ? pending
            : unbound == 0 ? creating
            : $"{pending}, {creating}";
    }

    /// <summary>The limit in words.</summary>
    internal static string Name(Limit limit) =>
        limit switch
        {
            Limit.SubnetAddresses => "the end of the subnet's addresses",
            Limit.EniLimits => "the limits of the interfaces",
            _ => "max-pods",
        };
}

/// <summary>A report, or what is wrong with the plan.</summary>
/// <param name="Report">The report; null where there are problems.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record CapacityResult(CapacityReport? Report, ImmutableArray<PlanError> Problems);
