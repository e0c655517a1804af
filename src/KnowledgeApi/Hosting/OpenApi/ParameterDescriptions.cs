using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;
using KnowledgeApi.Search;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Hosting.OpenApi;

/// <summary>
/// Query values are read as text, so that every fault in them can be told at once; here stands what they are. A name means
/// the same at every endpoint.
/// </summary>
internal sealed class ParameterDescriptions : IOperationFilter
{
    private static readonly FrozenDictionary<string, (string Description, Func<OpenApiSchema> Schema)> Known =
        new Dictionary<string, (string, Func<OpenApiSchema>)>
        {
            ["limit"] = ("How many at most.", () => Integer(1, Arguments.LargestLimit, Arguments.UsualLimit)),
            ["cursor"] = ("The `nextCursor` of the answer before.", () => Text()),
            ["seed"] = ("Shuffles, the same way for the same number.", () => Integer(int.MinValue, int.MaxValue, null)),
            ["topic"] = ("Only on this topic: an `id` of `topics`.", () => Text("dns")),
            ["tag"] = ("Only with this tag.", () => Text("kubernetes")),
            ["article"] = ("Only of the article with this slug.", () => Text("kubernetes-networking")),
            ["level"] = ("Only of this level.", Choice<Level>),
            ["type"] = ("Only of this type.", Choice<QuestionType>),
            ["kind"] = ("Only results of this kind.", Choice<ResultKind>),
            ["chart"] = ("Which chart, for image/svg+xml; by default the first there is.", Choice<CapacityChartName>),
            ["deck"] = ("Only cards of this deck: an `id` of `decks`.", () => Text("glossary")),
            ["timeZone"] = ("Whose days a streak counts; by default UTC's.", () => Text("Europe/Berlin")),
            ["q"] = (
                "Your own words, an error message or an identifier. \"…\" for a phrase, -word to leave out.",
                () => Text("why do calls still reach old Pods after a rollout", Arguments.LongestText)
            ),
            ["maxTokens"] = (
                "About how many tokens of quotations at most.",
                () => Integer(AnswerService.LeastBudget, AnswerService.LargestBudget, AnswerService.UsualBudget)
            ),
        }.ToFrozenDictionary();

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.In != ParameterLocation.Query || !Known.TryGetValue(parameter.Name!, out var known))
                continue;
            parameter.Description = known.Description;
            parameter.Schema = known.Schema();
            parameter.Required = parameter.Name == "q";
        }
    }

    private static OpenApiSchema Text(string? example = null, int? longest = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            MaxLength = longest,
            Examples = example is null ? null : [JsonValue.Create(example)],
        };

    private static OpenApiSchema Integer(int least, int most, int? usual) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = least.ToString(CultureInfo.InvariantCulture),
            Maximum = most.ToString(CultureInfo.InvariantCulture),
            Default = usual is null ? null : JsonValue.Create(usual.Value),
        };

    private static OpenApiSchema Choice<T>()
        where T : struct, Enum =>
        new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. EnumNames<T>.All.Select(name => (JsonNode)JsonValue.Create(name))],
        };
}
