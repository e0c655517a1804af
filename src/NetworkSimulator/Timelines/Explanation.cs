using System.Globalization;

namespace NetworkSimulator.Timelines;

/// <summary>Says in one sentence why the result is as it is.</summary>
internal static class Explanation
{
    // Where the busiest Pod has half as much again as the average one, the spread is worth a word.
    const double Uneven = 1.5;

    public static string Of(TimelinePlan plan, TimelineResult result, int[] reasons)
    {
        var (sent, failed) = (result.Totals.Sent, result.Totals.Failed.Total);
        if (sent == 0)
            return "No request was sent.";
        if (failed > 0)
            return Failed(plan, result, reasons);
        var all = Invariant($"All {sent:#,0} requests succeeded");
        if (Undeterred(plan) is { } policy)
            return Invariant(
                $"{all} although a NetworkPolicy denied {string.Join(" and ", policy.Deny)} at {policy.At:0.##} s: connections that were open before go on, since this network plugin judges new ones only."
            );
        if (result.Imbalance is { } i && (i.Ratio >= Uneven || i.IdlePods > 0))
            return Invariant($"{all}, but since {i.FromSecond:0.##} s {Spread(i)}: {Pinned(plan)}.");
        if (result.ServedAfterRemoval > 0)
            return Invariant(
                $"{all}, {result.ServedAfterRemoval:#,0} of them on Pods that kube-proxy no longer chose ({LeftBehind(result)}): a connection stays with its Pod until one side closes it{Bound(plan)}."
            );
        return result.Imbalance is { } even
            ? Invariant($"{all}, and the busiest of {even.Pods:#,0} Pods got {even.Ratio:0.##} times the average.")
            : all + ".";
    }

    static string Failed(TimelinePlan plan, TimelineResult result, int[] reasons)
    {
        var (sent, failed) = (result.Totals.Sent, result.Totals.Failed.Total);
        var main = (FailureReason)Array.IndexOf(reasons, reasons.Max());
        var (first, last) = (result.FirstFailure!.At, result.LastFailure!.At);
        var when = first == last ? Invariant($"at {first:0.##} s") : Invariant($"from {first:0.##} s to {last:0.##} s");
        var part = reasons.Max() == failed ? "" : Invariant($", {reasons.Max():#,0} of them");
        return Invariant($"{failed:#,0} of {sent:#,0} requests failed, {when}{part} because {Because(main, plan)}.");
    }

    /// <summary>A policy that denied somebody, in a run in which nothing failed.</summary>
    static NetworkPolicyApplied? Undeterred(TimelinePlan plan) =>
        plan.Events.OfType<NetworkPolicyApplied>().FirstOrDefault(p => !p.Deny.IsEmpty);

    static string LeftBehind(TimelineResult result) =>
        string.Join(
            ", ",
            result
                .Clients.Where(c => c.ServedAfterRemoval > 0)
                .Select(c => Invariant($"{c.Name} {c.ServedAfterRemoval:#,0}"))
        );

    /// <summary>What the client's side does about it.</summary>
    static string Bound(TimelinePlan plan) =>
        plan.Clients.Any(c => c.Kind != ClientKind.ResolveEachTime && c.PooledConnectionLifetimeSeconds is null)
            ? ", which PooledConnectionLifetime would bound"
            : "";

    static string Spread(Imbalance i) =>
        i.IdlePods > 0
            ? Invariant($"{i.IdlePods:#,0} of {i.Pods:#,0} endpoints served nothing")
            : Invariant($"the busiest of {i.Pods:#,0} endpoints got {i.Ratio:0.##} times the average");

    static string Pinned(TimelinePlan plan)
    {
        var pooled = plan.Clients.Where(c => c.Kind != ClientKind.ResolveEachTime).ToList();
        if (pooled.Count == 0)
            return "chance spreads so few requests unevenly";
        return pooled.TrueForAll(c => c.PooledConnectionLifetimeSeconds is not null)
            ? "a Pod is chosen for each connection, not for each request, and connections are few"
            : "pooled connections without a lifetime stay with the Pods they were opened to, which PooledConnectionLifetime would bound";
    }

    static string Because(FailureReason reason, TimelinePlan plan)
    {
        var delay = Seconds(plan.Network.EndpointSliceDelaySeconds);
        return reason switch
        {
            FailureReason.PodGone =>
                $"new connections still went to Pods that were gone, for the {delay} that kube-proxy takes to hear of it{PreStop(plan)}",
            FailureReason.ListenerClosed =>
                $"Pods closed their listeners while new connections still went to them, for the {delay} that kube-proxy takes to hear of it{PreStop(plan)}",
            FailureReason.PodAddressKept =>
                $"callers still dialled the addresses of Pods that were gone, from look-ups kept for up to {Kept(plan)}",
            FailureReason.ClusterIPKept =>
                $"the Service had got another cluster IP and callers still dialled the former one, from look-ups kept for up to {Kept(plan)}",
            FailureReason.Exited =>
                "Pods ended with requests in flight, which a graceful shutdown within the grace period finishes",
            FailureReason.NoEndpoint => "the Service had no ready endpoint",
            FailureReason.Starting =>
                "Pods got requests before their application served: without a readiness probe a Pod counts as ready as soon as its containers run",
            FailureReason.Failing =>
                "Pods answered 503: open connections stay with a Pod that is not ready, and new ones go there until its probe has failed",
            FailureReason.DeniedNew => "a NetworkPolicy dropped new connections",
            FailureReason.DeniedOpen =>
                "a NetworkPolicy silenced connections that were open, which this network plugin judges too",
            _ => "the headless name had no address while no Pod was ready",
        };
    }

    static string PreStop(TimelinePlan plan) =>
        plan.Pods.PreStopSeconds < plan.Network.EndpointSliceDelaySeconds && !plan.Events.OfType<PodRescheduled>().Any()
            ? ", which a longer preStop delay would bridge"
            : "";

    static string Kept(TimelinePlan plan)
    {
        var caches = plan.Clients.Where(c => c.Kind == ClientKind.DnsCache).Select(c => c.DnsCacheSeconds ?? 30);
        return Seconds(plan.Network.DnsTtlSeconds + caches.DefaultIfEmpty(0).Max());
    }

    static string Seconds(double seconds) => Invariant($"{seconds:0.##} s");

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
