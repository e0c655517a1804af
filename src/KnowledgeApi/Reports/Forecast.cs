using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Charts;

namespace KnowledgeApi.Reports;

/// <summary>How many cards come due.</summary>
/// <param name="Overdue">From the days before today.</param>
public sealed record Forecast(long Overdue, IReadOnlyList<ForecastDay> Days)
{
    public const int Length = 30;

    internal static Forecast Of(IReadOnlyCollection<DayCount> due, DateTimeOffset now)
    {
        var today = now.ToUnixTimeSeconds() / 86_400;
        var byDay = due.ToDictionary(day => day.Day, day => day.Count);
        return new(
            due.Where(day => day.Day < today).Sum(day => day.Count),
            [
                .. Enumerable
                    .Range(0, Length)
                    .Select(i => new ForecastDay(
                        DateOnly.FromDateTime(now.UtcDateTime.AddDays(i)),
                        byDay.GetValueOrDefault(today + i)
                    )),
            ]
        );
    }

    public BarChart ToChart() =>
        new()
        {
            Title = "Cards to come",
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{Overdue} cards are overdue; {Days.Sum(day => day.Due)} come due in the next {Length} days."
            ),
            XLabel = "day (UTC)",
            YLabel = "cards due",
            Series = [new("due", ChartTone.Blue)],
            Bars =
            [
                .. Days.Select(day => new ChartBar(
                    day.Day.ToString("d MMM", CultureInfo.InvariantCulture),
                    ImmutableArray.Create((double)day.Due)
                )),
            ],
        };
}

public sealed record ForecastDay(DateOnly Day, long Due);
