using System.Text.Json.Serialization;

namespace KnowledgeApi.Content;

/// <summary>Whom an article, a question or a scenario is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Level>))]
public enum Level
{
    [JsonStringEnumMemberName("junior")]
    Junior,

    [JsonStringEnumMemberName("mid")]
    Mid,

    [JsonStringEnumMemberName("senior")]
    Senior,
}
