using System.Collections.Immutable;
using KnowledgeApi.Hosting.Problems;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>What a feature answers: a value, or what the caller should mend. REST and MCP each have their own words for it.</summary>
public readonly record struct Outcome<T>(T? Value, Fault? Fault)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Fault fault) => new(null, fault);

    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next)
        where TNext : class => Fault ?? next(Value!);

    public Outcome<TNext> Select<TNext>(Func<T, TNext> next)
        where TNext : class => Fault is null ? next(Value!) : Fault;

    public IResult ToResult() => ToResult(value => TypedResults.Json(value, Json.Options));

    public IResult ToResult(Func<T, IResult> shown) => Fault?.ToProblem() ?? shown(Value!);
}

public static class OutcomeSteps
{
    public static async Task<Outcome<TNext>> Then<T, TNext>(this Task<Outcome<T>> outcome, Func<T, Outcome<TNext>> next)
        where T : class
        where TNext : class => (await outcome).Then(next);

    public static async Task<Outcome<TNext>> ThenAsync<T, TNext>(
        this Outcome<T> outcome,
        Func<T, Task<Outcome<TNext>>> next
    )
        where T : class
        where TNext : class => outcome.Fault is { } fault ? fault : await next(outcome.Value!);

    public static async Task<Outcome<TNext>> ThenAsync<T, TNext>(
        this Task<Outcome<T>> outcome,
        Func<T, Task<Outcome<TNext>>> next
    )
        where T : class
        where TNext : class => await (await outcome).ThenAsync(next);
}

/// <summary>A caller's fault.</summary>
/// <param name="Detail">What is wrong and how to mend it.</param>
/// <param name="DidYouMean">Existing names near the unknown one.</param>
/// <param name="Errors">Each error with its place, as JSON.</param>
/// <param name="ListedAt">For an unknown name: where a caller over REST finds all.</param>
public sealed record Fault(
    int Status,
    string Detail,
    ImmutableArray<string> DidYouMean = default,
    IReadOnlyList<object>? Errors = null,
    string? ListedAt = null
)
{
    public static Fault NotFound(string what, string name, ImmutableArray<string> nearest, string listedAt)
    {
        var detail = $"There is no {what} '{Shown.Text(name)}'.";
        if (!nearest.IsDefaultOrEmpty)
            detail += $" Nearest: {string.Join(", ", nearest.Select(near => $"'{near}'"))}.";
        return new(StatusCodes.Status404NotFound, detail, nearest, ListedAt: listedAt);
    }

    public static Fault BadArgument(string name, string? value, string allowed)
    {
        var arguments = new Arguments();
        arguments.Refuse(name, value, allowed);
        return arguments.Fault!;
    }

    public IResult ToProblem() =>
        Problem.Of(
            Status,
            ListedAt is null ? Detail : $"{Detail} GET {ListedAt} lists all.",
            ("didYouMean", DidYouMean.IsDefaultOrEmpty ? null : DidYouMean),
            ("errors", Errors)
        );
}
