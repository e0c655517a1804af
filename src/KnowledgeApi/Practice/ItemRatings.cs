using System.Collections.Frozen;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Practice;

/// <summary>
/// How hard the questions turned out to be. Read whole and seldom: a rating a minute old chooses as well as one just written,
/// and answering need not wait for it.
/// </summary>
public sealed class ItemRatings(LearnerStore store, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private FrozenDictionary<string, EloRating> ratings = FrozenDictionary<string, EloRating>.Empty;
    private long nextRefresh;

    public EloRating Of(Question question)
    {
        var rating = ratings.GetValueOrDefault(question.Id);
        return rating with { Value = Elo.Prior(question) + rating.Value };
    }

    /// <summary>Reads them again where they are old, once at a time, without keeping the caller.</summary>
    public void RefreshInBackground()
    {
        var (now, next) = (clock.GetUtcNow().Ticks, Interlocked.Read(ref nextRefresh));
        if (now >= next && Interlocked.CompareExchange(ref nextRefresh, now + Fresh.Ticks, next) == next)
            _ = Task.Run(RefreshAsync);
    }

    // A database that is away is told to those who need it.
    private Task RefreshAsync() =>
        store.ReadAsync<object>(async context =>
        {
            var rows = await context.ItemRatings.ToListAsync();
            ratings = rows.ToFrozenDictionary(row => row.QuestionId, row => new EloRating(row.Rating, row.Count));
            return ratings;
        });
}
