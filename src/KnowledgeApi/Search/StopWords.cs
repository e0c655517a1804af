using System.Collections.Frozen;

namespace KnowledgeApi.Search;

/// <summary>Words that a question is made of but that say nothing of what it asks.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> All = (
        "a about after all also am an and another any anyone anything are as at be because been before being but by can cannot could did do does "
        + "doing done don't doesn't during each else etc every everyone everything few for from get gets getting give given go goes got had "
        + "has have having he her here him his how however i i'm i've if in instead into is isn't it its just let "
        + "like make makes many may me mean means might mine more most much must my need needs no nor not of off on "
        + "once one only or other ought our out over own please quite really s same shall she should so some someone "
        + "something still such sure t take tell than that the their them then there these they thing things this those "
        + "through to too try trying under until up us use used uses using very want wants was way we well were what "
        + "what's when where whether which while who whom whose why will with within without won't would yet you your "
        + "actually although cant couldnt exactly explain describe happen happens happening shouldnt though wasnt werent hasnt havent hadnt oclock work works working between possible"
    )
        .Split(' ')
        .Select(word => Words.Fold(word.Replace("'", "", StringComparison.Ordinal)))
        .ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = All.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    public static bool Contains(ReadOnlySpan<char> term) => term.Length < 2 || BySpan.Contains(term);
}
