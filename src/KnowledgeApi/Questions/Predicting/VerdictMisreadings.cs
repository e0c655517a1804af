using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>Mistakes about how a failure shows itself: the way is read rightly up to its end.</summary>
internal static class VerdictMisreadings
{
    public static ImmutableArray<Misreading> All { get; } =
    [
        new(
            "That takes a policy for a reset. What a policy forbids is dropped without an answer; *refused at once* means that nothing listens there.",
            From(Verdict.Denied, Verdict.Refused),
            Telling: false
        ),
        new(
            "That takes a missing endpoint for a dropped packet. A Service without ready endpoints turns callers away at once; a timeout would mean that somebody drops packets.",
            situation => situation.HasPort ? From(Verdict.Refused, Verdict.Denied)(situation) : null,
            Telling: false
        ),
        new(
            "That expects a timeout for every failure. A port that a Service does not offer is refused at once; a timeout would mean that somebody drops packets.",
            From(Verdict.Refused, Verdict.Denied),
            Telling: false
        ),
        new(
            "That mixes up name and address. The caller fails at the look-up, before there is anything that could be refused.",
            From(Verdict.Unresolved, Verdict.Refused),
            Telling: false
        ),
        new(
            "That expects a timeout for every failure. An unknown name is answered by DNS with NXDOMAIN, at once.",
            From(Verdict.Unresolved, Verdict.Denied),
            Telling: false
        ),
    ];

    private static Func<Situation, Trace?> From(Verdict truth, Verdict taken) =>
        situation =>
            situation.Trace.Verdict == truth
                ? situation.Trace with
                {
                    Verdict = taken,
                    Backends = [],
                    Status = null,
                }
                : null;
}
