using System.Collections.Immutable;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Editing;

namespace NetworkSimulator.Manifests.Diagnosis;

/// <summary>Finds why a request does not do what was meant, and the smallest changes that make it so. Every fix has been run.</summary>
public static class Diagnoser
{
    private const int MostSteps = 4;
    private const int MostStates = 5;
    private const int MostFixes = 5;
    private const int MostCompared = 12;

    // Each try reads the manifests anew: of large ones only the likeliest changes are tried.
    private const int LeastTries = 4;
    private const int MostTries = 400;
    private const int MostCharacters = 48 << 20;

    /// <summary>Diagnoses a request.</summary>
    /// <param name="text">Manifests that can be read.</param>
    /// <param name="cluster">What they were compiled to.</param>
    /// <param name="flow">The request.</param>
    /// <param name="goal">What was meant.</param>
    /// <param name="limits">Limits on manifests; those that the text was read with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static RequestDiagnosis Diagnose(
        string text,
        Cluster cluster,
        Flow flow,
        DiagnosisGoal goal,
        ManifestLimits? limits = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(goal);
        var trace = Simulator.Run(cluster, flow);
        if (goal.IsMet(cluster, flow, trace))
            return new(true, trace, [], [], "", 0);
        var search = new Search(text, goal, limits, cancellationToken);
        var start = new State(text, cluster, flow, trace, [], []);
        var found = search.Run(start);
        var fixes = found
            .Select(state => (state, diff: UnifiedDiff.Of(text, state.Text)))
            .DistinctBy(f => (f.diff.Patch, f.state.Flow))
            .OrderBy(f => Size(f.diff, f.state.Steps.Length))
            .Take(text.Length > MostCharacters / 16 ? MostFixes : MostCompared)
            .Select(f => Fixes.Of(start, f.state, f.diff, cancellationToken))
            .OrderBy(fix => Size(fix.Diff, fix.Steps.Length) + Fixes.SideEffects(fix))
            .Take(MostFixes)
            .ToImmutableArray();
        var causes = found.Count == 0 ? [.. Causes(trace)] : CausesOf(found, fixes, trace);
        return new(false, trace, causes, fixes, fixes.IsEmpty ? Notes.WithoutFix(trace, goal) : "", search.Tries);
    }

    /// <summary>How large a change is: its lines; one that only the caller can make comes after those of manifests.</summary>
    private static int Size(UnifiedDiff diff, int steps) =>
        diff.Before.Length + diff.After.Length + (diff.Patch.Length == 0 ? 6 : 0) + 2 * (steps - 1);

    private static ImmutableArray<Hop> CausesOf(List<State> found, ImmutableArray<Fix> fixes, Trace trace)
    {
        var best = found.Find(state => state.Steps.SequenceEqual(fixes[0].Steps));
        return [.. Causes(trace), .. (best?.Behind ?? []).SelectMany(behind => Causes(behind))];
    }

    /// <summary>Where the way ended: its last hop, and for one that was delivered otherwise than meant the choice of its backends.</summary>
    private static IEnumerable<Hop> Causes(Trace trace)
    {
        if (trace.Hops.IsEmpty)
            return [];
        if (trace.Verdict != Verdict.Delivered)
            return [trace.Hops.LastOrDefault(hop => hop.Line > 0 && IsEnd(hop, trace)) ?? trace.Hops[^1]];
        var chosen = trace.Hops.LastOrDefault(hop => hop.Line > 0 && hop.Component is not ("Delivery" or "CoreDNS"));
        return [chosen ?? trace.Hops[^1]];
    }

    // A lookup that a policy drops ends with a hop about the lookup; the policy's stands before it.
    private static bool IsEnd(Hop hop, Trace trace) =>
        hop == trace.Hops[^1] || hop.Decision is "denied" or "refused" or "rejected" or "NXDOMAIN" or "NODATA";

    /// <summary>Manifests on the way to a fix.</summary>
    internal sealed record State(
        string Text,
        Cluster Cluster,
        Flow Flow,
        Trace Trace,
        ImmutableArray<Proposal> Steps,
        ImmutableArray<Trace> Behind
    );

    private sealed class Search(
        string text,
        DiagnosisGoal goal,
        ManifestLimits? limits,
        CancellationToken cancellationToken
    )
    {
        private readonly int _most = Math.Clamp(MostCharacters / Math.Max(1, text.Length), LeastTries, MostTries);

        public int Tries { get; private set; }

        public List<State> Run(State start)
        {
            var states = new List<State> { start };
            for (var step = 0; step < MostSteps && states.Count > 0; step++)
            {
                var (found, next) = (new List<State>(), new List<State>());
                foreach (var state in states)
                    Try(state, found, next);
                if (found.Count > 0)
                    return found;
                states =
                [
                    .. next.OrderByDescending(state => state.Trace.Hops.Length)
                        .ThenBy(state => state.Text.Length)
                        .Take(MostStates),
                ];
            }
            return [];
        }

        private void Try(State state, List<State> found, List<State> next)
        {
            var seen = new HashSet<(string, Flow)>();
            foreach (var proposal in Proposals.Of(state.Cluster, state.Flow, state.Trace, goal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Tries >= _most)
                    return;
                var flow = proposal.Request ?? state.Flow;
                if (Changed(state.Text, proposal) is not { } changed || !seen.Add((changed, flow)))
                    continue;
                Tries++;
                var cluster = state.Cluster;
                if (changed != state.Text)
                {
                    if (ManifestReader.Read(changed, limits, cancellationToken) is not { IsValid: true } read)
                        continue;
                    cluster = Cluster.Compile(read.Objects);
                }
                var trace = Simulator.Run(cluster, flow);
                var after = new State(
                    changed,
                    cluster,
                    flow,
                    trace,
                    state.Steps.Add(proposal),
                    state.Behind.Add(trace)
                );
                if (goal.IsMet(cluster, flow, trace))
                    found.Add(after with { Behind = state.Behind });
                else if (HasMoved(state.Trace, trace))
                    next.Add(after);
            }
        }

        /// <summary>Objects further down are changed first, so that the places of those above stay true.</summary>
        private static string? Changed(string text, Proposal proposal)
        {
            var changed = text;
            foreach (var change in proposal.Changes.OrderByDescending(change => change.Source.Line))
                if (ManifestEditor.Apply(changed, change) is { } next)
                    changed = next;
                else
                    return null;
            return changed;
        }

        private static bool HasMoved(Trace before, Trace after) =>
            before.Verdict != after.Verdict
            || before.Hops.Length != after.Hops.Length
            || (before.Hops.Length > 0 && before.Hops[^1].Reason != after.Hops[^1].Reason);
    }
}
