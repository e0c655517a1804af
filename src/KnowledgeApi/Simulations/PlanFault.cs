using KnowledgeApi.Hosting.Requests;
using NetworkSimulator;

namespace KnowledgeApi.Simulations;

/// <summary>The answer to a plan that cannot be run: what is wrong first, and each error with its field.</summary>
internal static class PlanFault
{
    // A caller who mends a hundred errors can ask for the rest; a hostile one gets no larger answer than that.
    private const int MostErrors = 100;

    public static Fault Of(IReadOnlyList<PlanError> errors) => Of([.. errors.Select(ManifestErrorView.Of)]);

    public static Fault Of(IReadOnlyList<ManifestErrorView> errors)
    {
        var (first, more) = (errors[0], errors.Count - 1);
        var place = first.Line is { } line ? $"Line {line} of the manifests, " : "";
        var field = first.Field is null ? "The body" : $"'{first.Field}'";
        return new(
            StatusCodes.Status422UnprocessableEntity,
            $"{place}{field}: {first.Message} Expected: {first.Expected}."
                + (more > 0 ? $" And {more:N0} more, see errors." : ""),
            Errors: [.. errors.Take(MostErrors)]
        );
    }
}
