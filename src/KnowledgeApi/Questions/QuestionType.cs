using System.Text.Json.Serialization;

namespace KnowledgeApi.Questions;

[JsonConverter(typeof(JsonStringEnumConverter<QuestionType>))]
public enum QuestionType
{
    [JsonStringEnumMemberName("single")]
    SingleChoice,

    [JsonStringEnumMemberName("multiple")]
    MultipleChoice,

    [JsonStringEnumMemberName("true-false")]
    TrueFalse,

    [JsonStringEnumMemberName("numeric")]
    Numeric,

    [JsonStringEnumMemberName("order")]
    Order,

    [JsonStringEnumMemberName("match")]
    Match,

    [JsonStringEnumMemberName("cloze")]
    Cloze,

    [JsonStringEnumMemberName("short")]
    ShortAnswer,

    [JsonStringEnumMemberName("predict")]
    Predict,

    [JsonStringEnumMemberName("lab")]
    Lab,
}

/// <summary>Who made a question: an author in a block, an article's FAQ, or the simulator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Provenance>))]
public enum Provenance
{
    [JsonStringEnumMemberName("written")]
    Written,

    [JsonStringEnumMemberName("generated")]
    Generated,

    [JsonStringEnumMemberName("simulated")]
    Simulated,
}
