using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using KnowledgeApi.Timelines;
using NetworkSimulator;
using NetworkSimulator.Reachability;

namespace KnowledgeApi.Scenarios;

/// <summary>Runs scenarios and checks attempts at labs.</summary>
public sealed class ScenarioRunner(
    Library library,
    SimulationDesk desk,
    TimelineRunner timelines,
    CapacityRunner capacities
)
{
    // What an author wrote is compiled at its first use and kept as long as its document.
    private readonly ConditionalWeakTable<ScenarioFile, Lazy<Outcome<CompiledManifests>>> compiled = [];
    private readonly ConditionalWeakTable<ScenarioDocument, Lazy<WrongFixes>> wrongFixes = [];

    public Outcome<ScenarioRun> Run(string slug, ScenarioEdits edits, CancellationToken cancellationToken) =>
        Runnable(slug)
            .Then(scenario =>
                Manifests(scenario, edits.Manifests, cancellationToken)
                    .Then(manifests => Run(scenario, manifests, edits, cancellationToken))
            );

    public Outcome<ScenarioAttempt> Attempt(
        string slug,
        string manifests,
        int? hint,
        CancellationToken cancellationToken
    ) => Lab(slug, hint).Then(lab => Attempt(lab, manifests, hint, cancellationToken));

    public Outcome<ScenarioAttempt> Attempt(
        ScenarioDocument lab,
        string manifests,
        int? hint,
        CancellationToken cancellationToken
    ) =>
        Manifests(lab, manifests, cancellationToken)
            .Then(cluster =>
                Goals(lab, cluster, cancellationToken)
                    .Select(goals => Judge(lab, cluster, goals, hint, cancellationToken))
            );

    /// <summary>A scenario's own manifests, compiled once.</summary>
    public Outcome<CompiledManifests> CompileOwn(ScenarioFile file) =>
        compiled.GetValue(file, f => new(() => desk.Compile(f.Text, CancellationToken.None))).Value;

    private Outcome<CompiledManifests> Manifests(
        ScenarioDocument scenario,
        string? edited,
        CancellationToken cancellationToken
    ) => edited is null ? CompileOwn(scenario.Manifests!) : desk.Compile(edited, cancellationToken);

    private Outcome<ScenarioDocument> Runnable(string slug) =>
        ScenarioCatalog
            .Find(library, slug)
            .Then(scenario =>
                scenario.Runnable
                    ? scenario
                    : (Outcome<ScenarioDocument>)
                        new Fault(
                            StatusCodes.Status409Conflict,
                            $"The scenario '{Shown.Text(slug)}' is a story without manifests: there is nothing to run. Its questions can be answered."
                        )
            );

    private Outcome<ScenarioDocument> Lab(string slug, int? hint) =>
        Runnable(slug)
            .Then(scenario =>
                !scenario.IsLab
                    ? new Fault(
                        StatusCodes.Status409Conflict,
                        $"The scenario '{Shown.Text(slug)}' is no lab: it has no goals to meet. POST …/runs runs it."
                    )
                : hint is { } number && (number < 1 || number > scenario.Hints.Length)
                    ? new Fault(
                        StatusCodes.Status422UnprocessableEntity,
                        $"There is no hint {number}: this lab has {scenario.Hints.Length}, numbered from 1."
                    )
                : (Outcome<ScenarioDocument>)scenario
            );

    private Outcome<ScenarioRun> Run(
        ScenarioDocument scenario,
        CompiledManifests manifests,
        ScenarioEdits edits,
        CancellationToken cancellationToken
    )
    {
        var requests = edits.Requests is { } own ? Unnamed(own) : scenario.Requests;
        var asked = edits.Requests ?? Element(requests);
        var timeline = (edits.Timeline ?? scenario.Timeline) is { } plan
            ? timelines.Run(plan, "timeline", cancellationToken)
            : default;
        var capacity = (edits.Capacity ?? scenario.Capacity) is { } addresses
            ? capacities.Run(addresses, "capacity", manifests.Cluster.Objects, cancellationToken)
            : default;
        if ((timeline.Fault ?? capacity.Fault) is { } fault)
            return fault;
        return desk.Ask(manifests, asked, cancellationToken)
            .Select(run =>
            {
                ImmutableArray<ScenarioRunResult> results = [.. requests.Zip(run.Report.Results, ScenarioRunResult.Of)];
                var stated = results.Where(r => r.Expect is not null).ToList();
                return new ScenarioRun(
                    scenario.Slug,
                    scenario.Title,
                    edits.Manifests is not null
                        || edits.Requests is not null
                        || edits.Timeline is not null
                        || edits.Capacity is not null,
                    stated.Count == 0 ? null : stated.TrueForAll(r => r.Differences is null),
                    results,
                    manifests.Findings,
                    manifests.NotSimulated,
                    timeline.Value,
                    capacity.Value
                );
            });
    }

    private Outcome<LabGoals> Goals(
        ScenarioDocument lab,
        CompiledManifests manifests,
        CancellationToken cancellationToken
    ) =>
        desk.Ask(manifests, Element(lab.Goals), cancellationToken)
            .Select(run => new LabGoals([.. lab.Goals.Zip(run.Report.Results, Goal)]));

    private ScenarioAttempt Judge(
        ScenarioDocument lab,
        CompiledManifests manifests,
        LabGoals goals,
        int? hint,
        CancellationToken cancellationToken
    )
    {
        var met = goals.Results.Count(g => g.Met);
        var solved = met == goals.Results.Length;
        return new(
            lab.Slug,
            solved,
            Math.Round((double)met / goals.Results.Length, 4),
            goals.Results,
            solved
                ? null
                : wrongFixes
                    .GetValue(lab, l => new(() => TryWrongFixes(l)))
                    .Value.WhyLike(goals, manifests.Cluster, cancellationToken),
            hint is { } number ? new(number, lab.Hints.Length, lab.Hints[number - 1]) : null,
            lab.Hints.Length,
            manifests.Findings
        );
    }

    private WrongFixes TryWrongFixes(ScenarioDocument lab)
    {
        var untouched = CompileOwn(lab.Manifests!).Value;
        var before = untouched is null ? null : Goals(lab, untouched, CancellationToken.None).Value;
        if (untouched is null || before is null)
            return new(null, null, []);
        var known = ImmutableArray.CreateBuilder<KnownMistake>();
        foreach (var wrong in lab.WrongFixes)
            if (
                CompileOwn(wrong.File).Value is { Cluster: var cluster } manifests
                && Goals(lab, manifests, CancellationToken.None).Value is { } goals
            )
                known.Add(
                    new(
                        goals.Effect,
                        ManifestChanges.Of(untouched.Cluster.Objects, cluster.Objects),
                        ReachabilityDiff.Of(untouched.Cluster, cluster, WrongFixes.MostConnections),
                        wrong.Why
                    )
                );
        return new(before.Effect, untouched.Cluster, known.ToImmutable());
    }

    private static GoalResult Goal(ScenarioRequest goal, SimulationResult result)
    {
        var expect = goal.Expect ?? Delivered;
        var differences = Expectation.Differences(expect, result);
        return new(
            goal.Name,
            goal.Request,
            expect,
            differences.IsEmpty,
            differences.IsEmpty ? null : differences,
            differences.IsEmpty || result.Hops.IsEmpty ? null : result.Hops[^1],
            result.Explanation
        );
    }

    private static readonly JsonElement Delivered = JsonSerializer.SerializeToElement(new { verdict = "delivered" });

    private static JsonElement Element(ImmutableArray<ScenarioRequest> requests) =>
        JsonSerializer.SerializeToElement(requests.Select(r => r.Request));

    private static ImmutableArray<ScenarioRequest> Unnamed(JsonElement requests) =>
        requests.ValueKind == JsonValueKind.Array
            ? [.. requests.EnumerateArray().Select(request => new ScenarioRequest(null, request, null, 0))]
            : [new ScenarioRequest(null, requests, null, 0)];
}

/// <summary>The goals of a lab as some manifests meet them.</summary>
internal sealed record LabGoals(ImmutableArray<GoalResult> Results)
{
    /// <summary>What the manifests do, as text: two fixes with the same effect on every goal are the same fix here.</summary>
    public string Effect =>
        string.Join('\n', Results.Select(g => g.Met ? "met" : string.Join(';', g.Differences!.Value)));
}

/// <param name="Effect">On the goals.</param>
/// <param name="Reach">On who can reach whom; null where that is too much to say.</param>
internal sealed record KnownMistake(string Effect, ManifestChanges Changes, ReachabilityDiff? Reach, string Why);

/// <summary>What a lab's usual wrong fixes do.</summary>
internal sealed record WrongFixes(string? Effect, Cluster? Untouched, ImmutableArray<KnownMistake> Known)
{
    public const int MostConnections = 1000;

    /// <summary>Why a fix that does this is wrong; null where none of the usual ones does the same, or nothing was changed.</summary>
    public string? WhyLike(LabGoals goals, Cluster cluster, CancellationToken cancellationToken)
    {
        var alike = Known.Where(mistake => mistake.Effect == goals.Effect).ToList();
        if (alike.Count == 0 || Untouched is null)
            return null;
        // Several may miss the same goals, and one that helps nothing misses those that were missed before.
        var changes = ManifestChanges.Of(Untouched.Objects, cluster.Objects);
        return alike.Find(mistake => changes.Include(mistake.Changes))?.Why
            ?? LikeInReach(alike, Untouched, cluster, cancellationToken)?.Why
            ?? (goals.Effect == Effect ? null : alike[0].Why);
    }

    /// <summary>The one that opens and closes the same connections, by whatever means.</summary>
    private static KnownMistake? LikeInReach(
        List<KnownMistake> alike,
        Cluster untouched,
        Cluster cluster,
        CancellationToken cancellationToken
    )
    {
        var telling = alike.FindAll(mistake => mistake.Reach is { Total: > 0 and <= MostConnections });
        return
            telling.Count > 0
            && ReachabilityDiff.Of(untouched, cluster, MostConnections, cancellationToken) is { } reach
            ? telling.Find(mistake => mistake.Reach!.Changes.ToHashSet().SetEquals(reach.Changes))
            : null;
    }
}
