namespace KnowledgeApi.Questions.FreeText;

/// <summary>
/// Whether an answer says the opposite of what a reference says, in much the same words. Likeness proves nothing: what
/// is found here only ever lowers a mark.
/// </summary>
internal static class Contradictions
{
    // The statements must speak of the same, or a "not" in one says nothing about the other.
    private const double OfReference = 0.75;
    private const double OfAnswer = 0.6;
    private const int Least = 2;
    private const int LongestRole = 3;

    /// <summary>Of these statements one denies the reference, or gives it another number.</summary>
    public static bool Denies(IEnumerable<Statement> answer, Statement reference) =>
        answer.Any(statement =>
            IsSameMatter(statement, reference)
            && (statement.IsDenied != reference.IsDenied || HasOtherNumbers(statement, reference))
        );

    /// <summary>Says the reference in the same order and sense, with little beside it.</summary>
    public static bool Repeats(IEnumerable<Statement> answer, Statement reference) =>
        answer.Any(statement =>
            reference.Subjects.Count > 0
            && statement.Share(reference) == 1
            && reference.Share(statement) >= 0.7
            && statement.IsDenied == reference.IsDenied
            && reference.Numbers.All(statement.Numbers.Contains)
            && InOrder(statement.Content, reference.Content)
        );

    /// <summary>The same words with two of them exchanged: "A calls B" for "B calls A".</summary>
    public static bool ExchangesRoles(Statement answer, Statement reference)
    {
        var (theirs, ours) = (answer.Content, reference.Content);
        if (theirs.Count != ours.Count || ours.Count < 3)
            return false;
        var first = 0;
        while (first < ours.Count && Same(first, first))
            first++;
        var last = ours.Count - 1;
        while (last > first && Same(last, last))
            last--;
        if (first >= last)
            return false;
        var middle = last - first + 1;
        for (var x = 1; x <= LongestRole; x++)
        for (var y = 1; y <= LongestRole && x + y <= middle; y++)
            if (IsExchange(x, y))
                return true;
        return false;

        // Ours is X Q Y, theirs Y Q X. Where a comma or nothing parts them, it is a list, whose order is free.
        bool IsExchange(int x, int y)
        {
            var between = middle - x - y;
            for (var i = 0; i < x; i++)
                if (!Same(last - x + 1 + i, first + i))
                    return false;
            for (var i = 0; i < between; i++)
                if (!Same(first + y + i, first + x + i))
                    return false;
            for (var i = 0; i < y; i++)
                if (!Same(first + i, last - y + 1 + i))
                    return false;
            return !IsList(reference, ours[first], ours[last], between);
        }

        bool Same(int their, int our) => theirs[their].Stem == ours[our].Stem;
    }

    /// <summary>What one clause of the reference says of its subject, the answer says of another's, and the other way round.</summary>
    public static bool CrossesSubjects(IReadOnlyList<Statement> answer, IReadOnlyList<Statement> reference)
    {
        for (var i = 0; i < reference.Count; i++)
        for (var j = i + 1; j < reference.Count; j++)
        {
            if (reference[i].Content.Count < 3 || reference[j].Content.Count < 3)
                continue;
            var (one, other) = (reference[i].Content[0].Stem, reference[j].Content[0].Stem);
            var (ofOne, ofOther) = (Own(reference[i], reference[j]), Own(reference[j], reference[i]));
            if (one == other || ofOne.Count < 2 || ofOther.Count < 2)
                continue;
            if (
                answer.Any(a => Says(a, one, other, ofOther, ofOne))
                && answer.Any(a => Says(a, other, one, ofOne, ofOther))
            )
                return true;
        }
        return false;
    }

    private static bool IsSameMatter(Statement answer, Statement reference) =>
        reference.Subjects.Count >= Least
        && answer.Share(reference) >= OfReference
        && reference.Share(answer) >= OfAnswer;

    private static bool HasOtherNumbers(Statement answer, Statement reference) =>
        answer.Numbers.Count > 0 && reference.Numbers.Count > 0 && !answer.Numbers.Overlaps(reference.Numbers);

    private static bool InOrder(IReadOnlyList<Token> answer, IReadOnlyList<Token> reference)
    {
        var at = 0;
        foreach (var token in answer)
            if (at < reference.Count && token.Stem == reference[at].Stem)
                at++;
        return at == reference.Count;
    }

    private static bool IsList(Statement reference, Token from, Token to, int between)
    {
        var tokens = reference
            .Tokens.SkipWhile(token => token != from)
            .Skip(1)
            .TakeWhile(token => token != to)
            .ToList();
        return to.AfterComma
            || tokens.Exists(token => token.AfterComma)
            || (between == 0 && tokens.TrueForAll(token => token.Spelling is "and" or "or" or "the" or "a" or "an"));
    }

    // The words of a clause beyond its subject that the other clause does not hold.
    private static HashSet<string> Own(Statement clause, Statement other)
    {
        var stems = clause.Content.Skip(1).Select(token => token.Stem).ToHashSet();
        stems.ExceptWith(other.Content.Select(token => token.Stem));
        return stems;
    }

    private static bool Says(Statement answer, string of, string notOf, HashSet<string> what, HashSet<string> notWhat)
    {
        var stems = answer.Content.Select(token => token.Stem).ToHashSet();
        return stems.Contains(of)
            && !stems.Contains(notOf)
            && stems.Count(what.Contains) >= 2
            && !stems.Overlaps(notWhat);
    }
}
