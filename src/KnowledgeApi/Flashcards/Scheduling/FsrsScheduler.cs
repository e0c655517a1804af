using System.Collections.Immutable;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>Turns reviews into due times: FSRS-6 with steps within a day for what is new or was forgotten. Pure.</summary>
/// <param name="seed">What fuzz is drawn by, where the parameters ask for it.</param>
public sealed class FsrsScheduler(FsrsParameters parameters, string seed = "")
{
    private readonly Fsrs model = new(parameters);

    /// <summary>The chance that the card is recalled now; absent for a new one.</summary>
    public double? Retrievability(CardSchedule card, DateTimeOffset at) =>
        card.State == CardState.New ? null : model.Retrievability(card.ElapsedDays(at), card.Stability);

    public CardSchedule Review(CardSchedule card, Rating rating, DateTimeOffset at)
    {
        var memory = Memory(card, rating, card.ElapsedDays(at));
        var reviewed = card with
        {
            Stability = memory.Stability,
            Difficulty = memory.Difficulty,
            LastReview = at,
            Reps = card.Reps + 1,
            Lapses = card.Lapses + (rating == Rating.Again && card.State == CardState.Review ? 1 : 0),
        };
        if (!parameters.EnableShortTerm || (card.State == CardState.Review && rating != Rating.Again))
            return InDays(reviewed, OrderedIntervals(card, at)[rating - Rating.Again]);
        return Wait(card, rating) is { } wait
            ? InSteps(reviewed, card, rating, wait)
            : InDays(reviewed, Interval(card, memory.Stability, at));
    }

    private (double Stability, double Difficulty) Memory(CardSchedule card, Rating rating, int elapsedDays) =>
        card.State == CardState.New
            ? model.Start(rating)
            : model.Next(card.Stability, card.Difficulty, elapsedDays, rating);

    /// <summary>The wait until the next step; null where the card graduates.</summary>
    private LearningStep? Wait(CardSchedule card, Rating rating)
    {
        var steps = Steps(card);
        if (steps.IsEmpty || card.Step >= steps.Length)
            return null;
        return rating switch
        {
            Rating.Again => steps[0],
            Rating.Hard when steps.Length == 1 => new LearningStep(Half(3 * steps[0].Minutes)),
            Rating.Hard => new LearningStep(Half(steps[0].Minutes + steps[1].Minutes)),
            Rating.Good when card.Step + 1 < steps.Length => steps[card.Step + 1],
            _ => null,
        };
    }

    private ImmutableArray<LearningStep> Steps(CardSchedule card) =>
        card.State is CardState.Review or CardState.Relearning ? parameters.RelearningSteps : parameters.LearningSteps;

    private static int Half(int minutes) => (minutes + 1) / 2;

    private static CardSchedule InSteps(CardSchedule reviewed, CardSchedule card, Rating rating, LearningStep wait)
    {
        var due = reviewed.LastReview!.Value.AddMinutes(wait.Minutes);
        // A step of days is an interval like any other: nothing is left to be asked again today.
        if (wait.Minutes >= LearningStep.MinutesADay)
            return reviewed with
            {
                State = CardState.Review,
                Step = 0,
                ScheduledDays = wait.Minutes / LearningStep.MinutesADay,
                Due = due,
            };
        return reviewed with
        {
            State = card.State is CardState.Review or CardState.Relearning ? CardState.Relearning : CardState.Learning,
            Step = rating switch
            {
                Rating.Again => 0,
                Rating.Good => card.Step + 1,
                _ => card.Step,
            },
            ScheduledDays = 0,
            Due = due,
        };
    }

    private static CardSchedule InDays(CardSchedule reviewed, int days) =>
        reviewed with
        {
            State = CardState.Review,
            Step = 0,
            ScheduledDays = days,
            Due = reviewed.LastReview!.Value.AddDays(days),
        };

    /// <summary>The intervals of all four answers: a better one never comes sooner.</summary>
    private int[] OrderedIntervals(CardSchedule card, DateTimeOffset at)
    {
        var elapsed = card.ElapsedDays(at);
        int Of(Rating rating) => Interval(card, Memory(card, rating, elapsed).Stability, at);
        var (again, hard, good, easy) = (0, Of(Rating.Hard), Of(Rating.Good), Of(Rating.Easy));
        if (parameters.EnableShortTerm)
            hard = Math.Min(hard, good);
        else
        {
            again = Math.Min(Of(Rating.Again), hard);
            hard = Math.Max(hard, again + 1);
        }
        good = Math.Max(good, hard + 1);
        easy = Math.Max(easy, good + 1);
        return [again, hard, good, easy];
    }

    private int Interval(CardSchedule card, double stability, DateTimeOffset at)
    {
        var days = Math.Floor(stability * model.IntervalModifier + 0.5);
        var interval = (int)Math.Clamp(days, 1, parameters.MaximumInterval);
        if (
            !parameters.EnableFuzz
            || IntervalFuzz.Range(interval, card.ElapsedDays(at), parameters.MaximumInterval) is not { } range
        )
            return interval;
        return range.Least + (int)(IntervalFuzz.Draw(seed, at, card.Reps) * (range.Most - range.Least + 1));
    }
}
