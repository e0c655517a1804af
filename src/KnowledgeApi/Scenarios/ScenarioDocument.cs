using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Content;

namespace KnowledgeApi.Scenarios;

/// <summary>A folder below <c>scenarios/</c> as written; nothing in it has been run yet.</summary>
public sealed record ScenarioDocument
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>The article whose subject it shows, where its author names one.</summary>
    public string? ArticleSlug { get; init; }

    public required Level Level { get; init; }

    public required ImmutableArray<string> Topics { get; init; }

    /// <summary>The body of <c>scenario.md</c>, without the keys of its question blocks.</summary>
    public required MarkdownText Story { get; init; }

    /// <summary>What the reader may ask of the cluster, each with the expected result.</summary>
    public required ImmutableArray<ScenarioRequest> Requests { get; init; }

    /// <summary>For a lab: the requests that must come out right once the manifests are mended.</summary>
    public required ImmutableArray<ScenarioRequest> Goals { get; init; }

    /// <summary>For a lab: from a nudge to nearly the solution.</summary>
    public required ImmutableArray<string> Hints { get; init; }

    /// <summary>Front matter's <c>timeline</c> and <c>capacity</c> as JSON, where they apply.</summary>
    public JsonElement? Timeline { get; init; }

    public JsonElement? Capacity { get; init; }

    /// <summary>Where the story leads for more.</summary>
    internal ImmutableArray<LinkTarget> CitedLinks { get; init; } = [];

    public ScenarioFile? Manifests { get; init; }

    public ScenarioFile? Solution { get; init; }

    public required ImmutableArray<WrongFix> WrongFixes { get; init; }

    public required string SourceFile { get; init; }

    /// <summary>Without manifests it is a story with questions.</summary>
    public bool Runnable => Manifests is not null;

    public bool IsLab => !Goals.IsEmpty;
}

/// <param name="Request"><c>{from, to, …}</c> as <c>POST /api/v1/simulations</c> takes it.</param>
/// <param name="Expect">A subset of the result, where the author states one.</param>
public sealed record ScenarioRequest(string? Name, JsonElement Request, JsonElement? Expect, int Line);

public sealed record ScenarioFile(string Path, string Text);

/// <param name="Why">The comment on the file's first line.</param>
public sealed record WrongFix(string Name, string Why, ScenarioFile File);
