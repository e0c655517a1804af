using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>
/// Predictions without end, made of the scenarios. Nothing is stored: an id says which scenario, edit and request a
/// question is made of, so that any replica can make it again.
/// </summary>
internal sealed partial class PredictionBank
{
    public const string Prefix = "predict-";

    /// <summary>How many one seed gives; another seed gives others.</summary>
    public const int MostOfASeed = 500;

    // Some tries give no question: too few would get it wrong, or it takes too long a text.
    private const int TriesOfAScenario = 4;
    private const int TriesForEach = 16;
    private const int MostTries = 600;
    internal const int MostOfASeedTried = MostOfASeed * TriesForEach;

    private readonly FrozenDictionary<string, Lazy<PredictionSpace?>> spaces;

    public PredictionBank(Library library)
    {
        var topics = library.Topics.Select(topic => topic.Id).ToFrozenSet();
        spaces = library
            .Scenarios.Where(scenario => scenario.Runnable)
            .ToFrozenDictionary(
                scenario => scenario.Slug,
                scenario => new Lazy<PredictionSpace?>(() =>
                    PredictionSpace.Of(scenario, Sections(scenario, library), topics)
                )
            );
    }

    public Question? Find(string id)
    {
        var match = GeneratedId().Match(id);
        return
            match.Success
            && spaces.TryGetValue(match.Groups["slug"].Value, out var lazy)
            && lazy.Value is { } space
            && space.Hash == match.Groups["hash"].Value
            ? space.Find(new(Number("edit"), Number("unready"), Number("request")))
            : null;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>The questions of a seed after the place given, and the place after them; null at the end.</summary>
    public (List<Question> Questions, PredictionPlace? Next) Draw(
        int seed,
        QuestionFilter filter,
        PredictionPlace place,
        int count
    )
    {
        var known = spaces.Where(pair => pair.Value.Value is { } space && MayFit(space, filter));
        List<PredictionSpace> fitting =
        [
            .. known.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Value!),
        ];
        var questions = new List<Question>();
        if (fitting.Count == 0)
            return (questions, null);
        var drawn = new HashSet<(PredictionSpace, PredictionNumber)>();
        for (var i = 0; i < place.Tried; i++)
            drawn.Add(Pick(fitting, seed, i));
        var (tried, given, written) = place;
        var last = tried + Math.Min(MostTries, count * TriesForEach);
        while (questions.Count < count && tried < last && given < MostOfASeed)
        {
            var (space, number) = Pick(fitting, seed, tried++);
            if (!drawn.Add((space, number)) || space.Find(number) is not { } question || !filter.Matches(question))
                continue;
            questions.Add(question);
            given++;
            while (tried % TriesOfAScenario != 0)
                drawn.Add(Pick(fitting, seed, tried++));
        }
        return (questions, given < MostOfASeed && tried < MostOfASeedTried ? new(tried, given, written) : null);
    }

    private static (PredictionSpace, PredictionNumber) Pick(List<PredictionSpace> spaces, int seed, int at)
    {
        var space = spaces[new Dice(seed, at / TriesOfAScenario).Next(spaces.Count)];
        var dice = new Dice(~seed, at);
        var edit = dice.Next(2) == 0 ? 0 : 1 + dice.Next(space.Edits);
        var unready = dice.Next(3) != 0 ? 0 : 1 + dice.Next(space.Endpoints);
        var asWritten = dice.Next(3) == 0 && space.Written > 0;
        return (
            space,
            new(
                Math.Min(edit, space.Edits),
                Math.Min(unready, space.Endpoints),
                dice.Next(asWritten ? space.Written : space.Requests)
            )
        );
    }

    private static bool MayFit(PredictionSpace space, QuestionFilter filter) =>
        filter.Article is null || space.Sections.Any(section => section.ArticleSlug == filter.Article);

    private static ImmutableArray<SectionReference> Sections(ScenarioDocument scenario, Library library)
    {
        var cited = scenario
            .CitedLinks.Where(link => link.Anchor is not null)
            .Select(link => library.FindSection(link.Slug, link.Anchor!)?.Reference)
            .OfType<SectionReference>()
            .Distinct()
            .ToImmutableArray();
        return cited.IsEmpty && library.FindArticle(scenario.ArticleSlug ?? "") is { } article
            ? [article.Sections[0].Reference]
            : cited;
    }

    [GeneratedRegex(
        @"^predict-(?<slug>.+)-(?<hash>[0-9a-f]{6})-(?<edit>[0-9]{1,5})-(?<unready>[0-9]{1,5})-(?<request>[0-9]{1,5})$"
    )]
    private static partial Regex GeneratedId();
}

/// <summary>How far a caller has come with a seed.</summary>
/// <param name="Tried">Combinations tried.</param>
/// <param name="Given">Questions that came of them.</param>
/// <param name="Written">Questions by authors that came between.</param>
internal readonly record struct PredictionPlace(int Tried, int Given, int Written)
{
    private const string Mark = "~predictions ";

    public static PredictionPlace Start => default;

    /// <summary>Nothing more is made.</summary>
    public static PredictionPlace End => new(0, PredictionBank.MostOfASeed, 0);

    public static PredictionPlace? Read(string text) =>
        text.StartsWith(Mark, StringComparison.Ordinal)
        && text[Mark.Length..].Split(' ') is [var tried, var given, var written]
        && Number(tried) is { } t
        && Number(given) is { } g
        && Number(written) is { } w
            ? new(t, g, w)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{Tried} {Given} {Written}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= PredictionBank.MostOfASeedTried
            ? number
            : null;
}

/// <summary>Numbers that look random and are the same on any replica and in any release.</summary>
internal sealed class Dice(int seed, int at)
{
    private ulong state = ((ulong)(uint)seed << 32) | (uint)at;

    /// <summary>From 0 to below the bound; 0 for a bound of 0.</summary>
    public int Next(int bound)
    {
        // SplitMix64.
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return bound < 2 ? 0 : (int)(mixed % (ulong)bound);
    }
}
