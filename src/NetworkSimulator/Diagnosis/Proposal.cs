using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Diagnosis;

/// <summary>A change that may make a request do what was meant. Nothing is claimed before it has been run.</summary>
/// <param name="Title">What to do, in a sentence.</param>
/// <param name="Changes">The changes of manifests.</param>
/// <param name="Request">The request as it would be made instead; null where it stays as it is.</param>
public sealed record Proposal(string Title, ImmutableArray<ManifestChange> Changes, Flow? Request = null)
{
    internal Proposal(string title, ManifestChange change)
        : this(title, [change]) { }
}
