using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>A session as it is stored: what was asked, what became of it, and what may come.</summary>
internal sealed record SessionState
{
    public required PracticeRequest Request { get; init; }

    public required int Seed { get; init; }

    /// <summary>How many questions, follow-ups not counted.</summary>
    public required int Count { get; init; }

    /// <summary>When an exam is over.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>In the order in which they are asked; of mode learn only those asked so far.</summary>
    public required List<SessionItem> Items { get; init; }

    /// <summary>Questions to choose from, those never answered first.</summary>
    public List<string> Pool { get; init; } = [];

    /// <summary>How many of the pool were never answered.</summary>
    public int Unseen { get; set; }

    /// <summary>The learner's ratings by topic; the empty topic stands for all.</summary>
    public required Dictionary<string, EloRating> Abilities { get; init; }

    public PracticeMode Mode => Request.Mode;

    /// <summary>Whether the key is told with each answer.</summary>
    public bool TellsAtOnce => Mode is PracticeMode.Learn or PracticeMode.Due;

    public int Answered => Items.Count(item => !item.IsOpen);

    public int? IndexOf(string questionId)
    {
        var index = Items.FindIndex(item => item.Question == questionId);
        return index < 0 ? null : index;
    }

    /// <summary>What is asked now: in an exam the first open question that is not put off.</summary>
    public int? Current
    {
        get
        {
            var index =
                Mode == PracticeMode.Exam ? Items.FindIndex(item => item is { IsOpen: true, Flagged: false }) : -1;
            if (index < 0)
                index = Items.FindIndex(item => item.IsOpen);
            return index < 0 ? null : index;
        }
    }

    public EloRating Ability(string topic) =>
        Abilities.TryGetValue(topic, out var rating) ? rating : Abilities.GetValueOrDefault("") with { Count = 0 };

    public bool IsLate(SessionItem item, DateTimeOffset now) =>
        Mode == PracticeMode.MockInterview
        && item.AskedAt is { } asked
        && now > asked.AddSeconds(Request.SecondsPerQuestion!.Value + Grace);

    /// <summary>
    /// Whether telling how the answers did would be feedback before its time. An interview that nobody goes on with is over for
    /// that.
    /// </summary>
    public bool IsSecret(SessionRow row, DateTimeOffset now) =>
        !TellsAtOnce && SessionViews.IsOpen(row, this, now) && !IsLate(Items[Current!.Value], now);

    /// <summary>As its learner may see it.</summary>
    public SessionState Told(SessionRow row, DateTimeOffset now) =>
        IsSecret(row, now)
            ? this with
            {
                Items = [.. Items.Select(item => item with { Grade = null, Score = null })],
                Abilities = [],
            }
            : this;

    // What the answer's way takes is not the learner's.
    private const int Grace = 2;

    public string Write() => JsonSerializer.Serialize(this, Json.Options);

    public static SessionState Read(string json) => JsonSerializer.Deserialize<SessionState>(json, Stored)!;

    private static readonly JsonSerializerOptions Stored = new(Json.Options)
    {
        RespectRequiredConstructorParameters = false,
    };
}

internal sealed record SessionItem(string Question)
{
    /// <summary>The place, from 1, of the question that this one follows up.</summary>
    public int? FollowUpTo { get; init; }
    public DateTimeOffset? AskedAt { get; set; }
    public ItemOutcome? Outcome { get; set; }
    public Grade? Grade { get; set; }
    public double? Score { get; set; }
    public bool Flagged { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Outcome is null;
}
