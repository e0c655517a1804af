namespace KnowledgeApi.Search;

/// <summary>Turns the words of a question into what the index is asked for.</summary>
internal sealed class Concepts(TermIndex index, Vocabulary vocabulary)
{
    public const float StemShare = 0.8f;
    private const float SynonymShare = 0.35f;
    private const double ExpansionWeight = 0.4;

    // What nobody writes of is most telling where only one thing can be meant by it, and least where many words mean it.
    private const double UnheardName = 2.5;
    private const double UnheardEveryday = 0.5;

    // Words that had to be repaired may have been others.
    private const double RepairedCredit = 0.85;

    /// <param name="terms">The question's own words.</param>
    /// <param name="repaired">Those of them that were not typed so.</param>
    /// <param name="expansions">What a glossary adds; it may also stand for the word it comes from.</param>
    public Concept[] Of(
        IReadOnlyList<string> terms,
        IReadOnlySet<string> names,
        IReadOnlySet<string> repaired,
        IReadOnlyList<Expansion> expansions
    )
    {
        var added = expansions.SelectMany(expansion => expansion.To).Except(terms);
        return
        [
            .. terms.Select(term => Asked(term, names.Contains(term), repaired.Contains(term), expansions)),
            .. added.Select(Added),
        ];
    }

    private Concept Added(string term)
    {
        var variants = Family(term);
        return new(term, ExpansionWeight * vocabulary.Weight(Held(variants)), 0, 0, true, variants, []);
    }

    private Concept Asked(string term, bool isName, bool isRepaired, IReadOnlyList<Expansion> expansions)
    {
        var variants = Family(term);
        var held = Held(variants);
        var kind = Lexicon.KindOf(term);
        isName &= kind == WordKind.Unlisted;
        var evidence =
            vocabulary.Weight(held)
            * (
                held > 0 ? 1
                : isName || kind == WordKind.Name ? UnheardName
                : kind == WordKind.Everyday ? UnheardEveryday
                : 1
            );
        var all = variants.ToDictionary(variant => variant.Term, variant => variant.Share);
        foreach (var synonym in Synonyms.Of(term))
        foreach (var (number, _) in Family(synonym))
            all.TryAdd(number, SynonymShare);
        (int, float)[] shares = [.. all.Select(variant => (variant.Key, variant.Value))];
        var leads = expansions
            .Where(expansion => Words.Of(expansion.From).Any(word => word.Term == term))
            .SelectMany(expansion => expansion.To)
            .SelectMany(index.Family);
        var credit = isRepaired ? RepairedCredit : 1;
        return new(
            term,
            vocabulary.Weight(held > 0 ? held : Held(shares)),
            evidence,
            credit,
            held > 0,
            shares,
            [.. leads]
        );
    }

    private (int Term, float Share)[] Family(string term)
    {
        var own = index.Number(term);
        return [.. index.Family(term).Select(number => (number, number == own ? 1 : StemShare))];
    }

    private int Held((int Term, float Share)[] variants) =>
        variants.Select(variant => index.Sections.Count(variant.Term)).DefaultIfEmpty().Max();
}
