using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Tests.Content;

/// <summary>What the whole bank of hand-written items must hold, beyond each item's own form.</summary>
public class QuestionBankTests
{
    static readonly Library Library = LibraryLoader.Load(Repository.Content);

    static readonly Question[] Written = [.. Library.Questions.Where(q => q.Provenance == Provenance.Written)];

    static readonly Question[] Choices =
    [
        .. Written.Where(q =>
            q.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice && q.Options.Length > 2
        ),
    ];

    public static TheoryData<string> Topics =>
        [
            "pods",
            "deployments",
            "services",
            "dns",
            "kube-proxy",
            "ingress",
            "gateway-api",
            "network-policy",
            "load-balancing",
            "tls",
            "eks",
            "debugging",
            "dotnet-clients",
            "ai-agents",
            "cost",
            "storage",
        ];

    [Fact]
    public void The_bank_is_large_enough()
    {
        Assert.True(Library.Articles.Length >= 14, $"{Library.Articles.Length} articles");
        Assert.True(Written.Length >= 300, $"{Written.Length} items");
        Assert.True(Library.Scenarios.Length >= 40, $"{Library.Scenarios.Length} scenarios");
        Assert.True(Library.Scenarios.Count(s => s.IsLab) >= 10, "labs");
        Assert.True(Library.Glossary.Length >= 120, $"{Library.Glossary.Length} terms");
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Each_topic_has_fifteen_items(string topic) => AtLeast(15, Written.Where(q => q.Topics.Contains(topic)));

    [Fact]
    public void No_item_is_of_a_topic_outside_the_list() =>
        Assert.Subset(Topics.Select(t => t.Data).ToHashSet(), Written.SelectMany(q => q.Topics).ToHashSet());

    [Theory]
    [InlineData(Level.Junior)]
    [InlineData(Level.Mid)]
    [InlineData(Level.Senior)]
    public void Each_level_has_sixty_items(Level level) => AtLeast(60, Written.Where(q => q.Level == level));

    [Theory]
    [InlineData(QuestionType.SingleChoice, 15)]
    [InlineData(QuestionType.MultipleChoice, 15)]
    [InlineData(QuestionType.TrueFalse, 15)]
    [InlineData(QuestionType.Numeric, 15)]
    [InlineData(QuestionType.Order, 15)]
    [InlineData(QuestionType.Match, 15)]
    [InlineData(QuestionType.Cloze, 15)]
    [InlineData(QuestionType.ShortAnswer, 15)]
    [InlineData(QuestionType.Predict, 15)]
    [InlineData(QuestionType.Lab, 10)]
    public void Each_type_has_enough_items(QuestionType type, int count) =>
        AtLeast(count, Written.Where(q => q.Type == type));

    [Fact]
    public void Every_item_explains_itself()
    {
        Assert.Empty(
            Written.Where(q => q.Explanation is null && q.ReferenceAnswer is null && !IsRun(q)).Select(q => q.Id)
        );
        Assert.Empty(
            Written
                .Where(q => q.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice)
                .Where(q => q.Options.Any(o => !o.IsCorrect && o.Why is null))
                .Select(q => q.Id)
        );
        Assert.Empty(Written.Where(q => q.Anchor is null).Select(q => q.Id));
    }

    /// <summary>Options of an item differ little in length, so that length says nothing; a word or two may be short.</summary>
    [Fact]
    public void Options_are_of_like_length()
    {
        var unlike = Choices
            .Select(q => (q.Id, Lengths: q.Options.Select(o => o.Text.Text.Length).ToArray()))
            .Where(q => q.Lengths.Max() > Math.Max(2.5 * q.Lengths.Min(), q.Lengths.Min() + 30))
            .Select(q => $"{q.Id}: {string.Join(", ", q.Lengths)}")
            .ToArray();
        Assert.True(unlike.Length == 0, string.Join('\n', unlike));
    }

    [Fact]
    public void The_longest_option_is_right_no_more_often_than_chance()
    {
        var singles = Choices.Where(q => q.Type == QuestionType.SingleChoice).ToArray();
        var chance = singles.Sum(q => 1.0 / q.Options.Length);
        var right = singles.Where(q => q.Options.MaxBy(o => o.Text.Text.Length)!.IsCorrect).Select(q => q.Id).ToArray();
        Assert.True(
            right.Length <= Math.Ceiling(chance),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{right.Length} of {singles.Length}, by chance {chance:0.0}: {string.Join(", ", right)}"
            )
        );
    }

    [Fact]
    public void True_and_false_are_about_as_frequent()
    {
        var items = Written.Where(q => q.Type == QuestionType.TrueFalse).ToArray();
        var share = items.Count(q => q.Options.Single(o => o.IsCorrect).Text.Text == "True") / (double)items.Length;
        Assert.InRange(share, 0.35, 0.65);
    }

    [Fact]
    public void No_two_items_ask_the_same()
    {
        var words = Written.Where(q => !IsRun(q)).Select(q => (q.Id, Words: WordsOf(q))).ToArray();
        var alike =
            from a in words
            from b in words
            where string.CompareOrdinal(a.Id, b.Id) < 0 && Overlap(a.Words, b.Words) > 0.6
            select $"{a.Id} and {b.Id}";
        Assert.Empty(alike);
    }

    static bool IsRun(Question question) => question.Type is QuestionType.Predict or QuestionType.Lab;

    /// <summary>The words of the prompt and of what is right.</summary>
    static HashSet<string> WordsOf(Question question) =>
        [
            .. string.Join(
                    ' ',
                    [question.Prompt.Text, .. question.Options.Where(o => o.IsCorrect).Select(o => o.Text.Text)]
                )
                .ToUpperInvariant()
                .Split([' ', ',', '.', '?', ';', ':', '`', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Length > 3),
        ];

    static double Overlap(HashSet<string> a, HashSet<string> b) =>
        a.Count == 0 ? 0 : a.Count(b.Contains) / (double)a.Union(b).Count();

    static void AtLeast(int count, IEnumerable<Question> questions)
    {
        var found = questions.Count();
        Assert.True(found >= count, $"{found} of {count}");
    }
}
