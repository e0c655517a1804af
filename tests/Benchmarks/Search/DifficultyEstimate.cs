using System.Globalization;

namespace Benchmarks.Search;

/// <summary>
/// What the figures would be on easier questions: those that MiniSearch finds first, among five and not are weighed as
/// they are mixed in a set whose articles and questions nobody here has seen.
/// </summary>
public static class DifficultyEstimate
{
    private const double First = 0.658;
    private const double AmongFive = 0.890;

    private static readonly (string Name, double Weight, Func<int, bool> Holds)[] Strata =
    [
        ("first", First, rank => rank == 1),
        ("2 to 5", AmongFive - First, rank => rank is > 1 and <= 5),
        ("worse", 1 - AmongFive, rank => rank is 0 or > 5),
    ];

    public static void Print(string name, IReadOnlyList<SearchScore> covered)
    {
        if (covered.Any(score => score.MiniSearch is null))
            return;
        Write(
            $"{name}, at the difficulty of a set where MiniSearch finds {First:0.0%} first and {AmongFive:0.0%} among five"
        );
        Write($"  {"MiniSearch finds it", -20}     n    r@1    r@5    MRR  answers");
        foreach (var (stratum, _, holds) in Strata)
            if (Figures.Of(covered.Where(score => holds(score.MiniSearch!.Value))) is { } figures)
                Write($"  {stratum, -20} {figures}");
        foreach (var kind in covered.GroupBy(score => score.Question.Kind))
            Weigh(kind.Key, [.. kind]);
        Weigh("covered", covered);
    }

    // A stratum without questions says nothing; the others stand for it.
    private static void Weigh(string name, IReadOnlyList<SearchScore> scores)
    {
        var strata = Strata
            .Select(s => (s.Weight, Of: Figures.Of(scores.Where(score => s.Holds(score.MiniSearch!.Value)))))
            .Where(s => s.Of is not null)
            .ToList();
        var all = strata.Sum(s => s.Weight);
        double Mean(Func<Figures, double> figure) => strata.Sum(s => s.Weight * figure(s.Of!)) / all;
        var estimate = new Figures(
            scores.Count,
            Mean(f => f.First),
            Mean(f => f.AmongFive),
            Mean(f => f.Mrr),
            Mean(f => f.Answered)
        );
        Write($"  {name, -20} {estimate}{(strata.Count < Strata.Length ? "  (not every stratum has questions)" : "")}");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Figures(int Count, double First, double AmongFive, double Mrr, double Answered)
    {
        public static Figures? Of(IEnumerable<SearchScore> scores)
        {
            var verdicts = scores.Select(score => score.Verdict).ToList();
            return verdicts.Count == 0
                ? null
                : new(
                    verdicts.Count,
                    verdicts.Average(v => v.Rank == 1 ? 1.0 : 0),
                    verdicts.Average(v => v.Rank is >= 1 and <= 5 ? 1.0 : 0),
                    verdicts.Average(v => v.Rank == 0 ? 0 : 1.0 / v.Rank),
                    verdicts.Average(v => v.IsRightAnswer ? 1.0 : 0)
                );
        }

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Count, 5}  {First:0.000}  {AmongFive:0.000}  {Mrr:0.000}  {Answered, 6:0.000}"
            );
    }
}
