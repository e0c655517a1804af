using System.Collections.Immutable;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Editing;
using NetworkSimulator.Reachability;

namespace NetworkSimulator.Manifests.Diagnosis;

/// <summary>Why a request does not do what was meant, and what makes it so.</summary>
/// <param name="IsAsMeant">Whether it does what was meant already.</param>
/// <param name="Trace">What becomes of it.</param>
/// <param name="Causes">What stands in the way, in the order in which the request meets it.</param>
/// <param name="Fixes">Changes that make it so, the smallest first; each has been run.</param>
/// <param name="Note">Where there is no fix: why none was found.</param>
/// <param name="Tries">How many changes were run.</param>
public sealed record RequestDiagnosis(
    bool IsAsMeant,
    Trace Trace,
    ImmutableArray<Hop> Causes,
    ImmutableArray<Fix> Fixes,
    string Note,
    int Tries
);

/// <summary>A change that makes a request do what was meant.</summary>
/// <param name="Steps">What is done, one after the other.</param>
/// <param name="Manifests">The manifests after it.</param>
/// <param name="Diff">The manifests line by line; an empty patch where only the request changes.</param>
/// <param name="Request">The request as it is made then.</param>
/// <param name="Proof">What becomes of it then.</param>
/// <param name="Connections">Other connections that the change adds, removes or changes, or the first of them.</param>
/// <param name="OtherConnections">How many those are; -1 where the cluster is too large to tell.</param>
/// <param name="Services">Other Services whose Pods change, in words.</param>
public sealed record Fix(
    ImmutableArray<Proposal> Steps,
    string Manifests,
    UnifiedDiff Diff,
    Flow Request,
    Trace Proof,
    ImmutableArray<ReachabilityChange> Connections,
    int OtherConnections,
    ImmutableArray<string> Services
)
{
    /// <summary>What to do, in a sentence or several.</summary>
    public string Title => string.Join(' ', Steps.Select(step => step.Title));
}
