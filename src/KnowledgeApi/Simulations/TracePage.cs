using System.Collections.Immutable;
using System.Globalization;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Simulations;

/// <summary>
/// A part of many results and findings, small enough for an agent: they are counted through, results first, and what
/// follows is asked for by the number of the next.
/// </summary>
public sealed record TracePage<T>(ImmutableArray<T> Results, ImmutableArray<FindingView> Findings, string? NextCursor);

public static class TracePage
{
    // Beyond these, names tell a reader no more than their number does.
    private const int MostListed = 20;

    /// <summary>The number that a cursor stands for; a fault where it is none of this answer.</summary>
    public static int? Start(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        return
            Cursor.Read(cursor)?.Split(' ') is ["part", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;
    }

    public static Outcome<TracePage<T>> Of<T>(
        ImmutableArray<T> results,
        ImmutableArray<FindingView> findings,
        int start,
        int count
    )
    {
        var all = results.Length + findings.Length;
        if (start > 0 && start >= all)
            return Cursor.Fault(Write(start));
        var end = Math.Min(all, start + count);
        return new TracePage<T>(
            [.. results.Take(Math.Min(end, results.Length)).Skip(start)],
            [.. findings.Take(Math.Max(0, end - results.Length)).Skip(Math.Max(0, start - results.Length))],
            end < all ? Write(end) : null
        );
    }

    /// <summary>The result with long lists cut, and how many they were.</summary>
    public static SimulationResult Shorten(SimulationResult result, string name, List<string> shortened)
    {
        if (result.Backends is { Length: > MostListed } backends)
        {
            shortened.Add(Note(name, "backends", backends.Length));
            result = result with { Backends = [.. backends.Take(MostListed)] };
        }
        if (result.Weights is { Count: > MostListed } weights)
        {
            shortened.Add(Note(name, "weights", weights.Count));
            result = result with { Weights = weights.Take(MostListed).ToDictionary() };
        }
        if (result.Answers is { Length: > MostListed } answers)
        {
            shortened.Add(Note(name, "answers", answers.Length));
            result = result with { Answers = [.. answers.Take(MostListed)] };
        }
        return result;
    }

    /// <summary>A cursor that asks for the parts from that number on.</summary>
    public static string Write(int start) => Cursor.Write(string.Create(CultureInfo.InvariantCulture, $"part {start}"));

    private static string Note(string name, string list, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: the first {MostListed} of {count} {list}");
}
