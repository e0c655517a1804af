// The suite calls what the protocol has deprecated, too.
#pragma warning disable MCP9005
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Tests.Mcp.Conformance;

/// <summary>What the suite wants of a server so that it can see each feature of the protocol; the product itself has none of it.</summary>
[McpServerToolType]
public sealed class FixtureTools
{
    // One red pixel.
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
    );

    // A header without samples.
    static readonly byte[] Wav = Convert.FromBase64String(
        "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="
    );

    [McpServerTool(Name = "test_simple_text"), Description("Fixture: text.")]
    public static string SimpleText() => "This is a simple text response for testing.";

    [McpServerTool(Name = "test_image_content"), Description("Fixture: an image.")]
    public static ContentBlock Image() => ImageContentBlock.FromBytes(Png, "image/png");

    [McpServerTool(Name = "test_audio_content"), Description("Fixture: audio.")]
    public static ContentBlock Audio() => AudioContentBlock.FromBytes(Wav, "audio/wav");

    [McpServerTool(Name = "test_embedded_resource"), Description("Fixture: an embedded resource.")]
    public static ContentBlock Embedded() =>
        Resource("test://embedded-resource", "text/plain", "This is an embedded resource content.");

    [McpServerTool(Name = "test_multiple_content_types"), Description("Fixture: several kinds of content.")]
    public static IEnumerable<ContentBlock> Several() =>
        [
            new TextContentBlock { Text = "Multiple content types test:" },
            ImageContentBlock.FromBytes(Png, "image/png"),
            Resource("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
        ];

    [McpServerTool(Name = "test_error_handling"), Description("Fixture: an error.")]
    public static string Error() => throw new McpException("This tool intentionally returns an error for testing");

    [McpServerTool(Name = "test_tool_with_progress"), Description("Fixture: progress.")]
    public static string Progress(IProgress<ProgressNotificationValue> progress)
    {
        foreach (var percent in (int[])[0, 50, 100])
            progress.Report(new() { Progress = percent, Total = 100 });
        return "done";
    }

    [McpServerTool(Name = "test_header"), Description("Fixture: an argument that is sent as a header, too.")]
    public static string Header([McpHeader("Region"), Description("Any text.")] string region) => region;

    [McpServerTool(Name = "test_missing_capability"), Description("Fixture: wants sampling of the client.")]
    public static string MissingCapability(RequestContext<CallToolRequestParams> context) =>
        Capabilities(context)?.Sampling is null
            ? throw new MissingRequiredClientCapabilityException(new() { Sampling = new() }, "Sampling is required.")
            : "The client can sample.";

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Fixture: a stream of results only.")]
    public static string Streaming() => "No requests on this stream.";

    [McpServerTool(Name = "test_logging_tool"), Description("Fixture: logs nothing that was not asked for.")]
    public static string Logging() => "Nothing was logged to the client.";

    internal static ClientCapabilities? Capabilities(RequestContext<CallToolRequestParams> context) =>
        context.JsonRpcRequest.Context?.ClientCapabilities ?? context.Server.ClientCapabilities;

    internal static EmbeddedResourceBlock Resource(string uri, string type, string text) =>
        new()
        {
            Resource = new TextResourceContents
            {
                Uri = uri,
                MimeType = type,
                Text = text,
            },
        };

    /// <summary>A tool whose schema uses what the protocol allows beyond what a method's parameters give.</summary>
    internal static McpServerTool WithSchema()
    {
        var tool = McpServerTool.Create(
            () => "ok",
            new() { Name = "json_schema_2020_12_tool", Description = "Fixture: JSON Schema 2020-12." }
        );
        tool.ProtocolTool.InputSchema = JsonElement.Parse(
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "$defs": {"address": {"$anchor": "addressDef", "type": "object", "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
             "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"}, "contactMethod": {"type": "string", "enum": ["phone", "email"]}, "phone": {"type": "string"}, "email": {"type": "string"}},
             "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
             "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
             "then": {"required": ["phone"]}, "else": {"required": ["email"]}, "additionalProperties": false}
            """
        );
        return tool;
    }
}

/// <summary>Tools that ask the client back.</summary>
[McpServerToolType]
public sealed class FixtureInputTools
{
    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Fixture: asks for a name.")]
    public static string Elicitation(RequestContext<CallToolRequestParams> context) =>
        Given(context, "user_name", InputResponse.ElicitResultJsonTypeInfo) is { Content: { } content }
        && content.TryGetValue("name", out var name)
            ? $"Hello, {name}!"
            : throw Ask(("user_name", FixtureInputs.Text("What is your name?", "name")));

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Fixture: asks for a completion.")]
    public static string Sampling(RequestContext<CallToolRequestParams> context) =>
        Given(context, "capital_question", InputResponse.CreateMessageResultJsonTypeInfo) is { } sampled
            ? string.Concat(sampled.Content.OfType<TextContentBlock>().Select(block => block.Text))
            : throw Ask(("capital_question", FixtureInputs.Completion("What is the capital of France?")));

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Fixture: asks for the roots.")]
    public static string Roots(RequestContext<CallToolRequestParams> context) =>
        Given(context, "client_roots", InputResponse.ListRootsResultJsonTypeInfo) is { } listed
            ? string.Join(' ', listed.Roots.Select(root => root.Uri))
            : throw Ask(("client_roots", InputRequest.ForRootsList(new())));

    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Fixture: has its state sent back.")]
    public static string State(RequestContext<CallToolRequestParams> context) => Confirmed(context);

    [
        McpServerTool(Name = "test_input_required_result_tampered_state"),
        Description("Fixture: refuses a changed state.")
    ]
    public static string Tampered(RequestContext<CallToolRequestParams> context) => Confirmed(context);

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Fixture: asks for three things.")]
    public static string Three(RequestContext<CallToolRequestParams> context) =>
        context.Params!.InputResponses is { Count: >= 3 }
            ? "All three were given."
            : throw new InputRequiredException(
                new Dictionary<string, InputRequest>
                {
                    ["user_name"] = FixtureInputs.Text("What is your name?", "name"),
                    ["greeting"] = FixtureInputs.Completion("Generate a greeting"),
                    ["client_roots"] = InputRequest.ForRootsList(new()),
                },
                Sign("three")
            );

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Fixture: asks twice.")]
    public static string Rounds(RequestContext<CallToolRequestParams> context) =>
        context.Params!.RequestState is not { } state
            ? throw Ask(Sign("1"), ("step1", FixtureInputs.Text("Step 1: What is your name?", "name")))
        : Signed(state) == "1"
            ? throw Ask(Sign("2"), ("step2", FixtureInputs.Text("Step 2: What is your favorite color?", "color")))
        : "Both were given.";

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Fixture: asks what the client can.")]
    public static string Able(RequestContext<CallToolRequestParams> context)
    {
        var asks = new List<(string, InputRequest)>();
        var able = FixtureTools.Capabilities(context);
        if (able?.Sampling is not null)
            asks.Add(("greeting", FixtureInputs.Completion("Generate a greeting")));
        if (able?.Elicitation is not null)
            asks.Add(("user_name", FixtureInputs.Text("What is your name?", "name")));
        return asks.Count == 0 ? "The client can neither." : throw Ask([.. asks]);
    }

    static string Confirmed(RequestContext<CallToolRequestParams> context) =>
        context.Params!.RequestState is { } state
            ? $"state-ok: {Signed(state)}"
            : throw Ask(Sign("confirm"), ("confirm", FixtureInputs.Consent("Please confirm", "ok")));

    // What cannot be read counts as not given: it is asked for again.
    static T? Given<T>(
        RequestContext<CallToolRequestParams> context,
        string name,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type
    )
        where T : class
    {
        try
        {
            return context.Params!.InputResponses?.TryGetValue(name, out var response) == true
                ? response.Deserialize(type)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static InputRequiredException Ask(params (string Name, InputRequest Request)[] asks) =>
        new(asks.ToDictionary(ask => ask.Name, ask => ask.Request));

    static InputRequiredException Ask(string state, (string Name, InputRequest Request) ask) =>
        new(new Dictionary<string, InputRequest> { [ask.Name] = ask.Request }, state);

    static string Sign(string text) =>
        $"{text}.{Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)))}";

    static string Signed(string state) =>
        state.Split('.') is [var text, _]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(text)), Encoding.UTF8.GetBytes(state))
            ? text
            : throw new McpProtocolException("The state was changed.", McpErrorCode.InvalidParams);
}

static class FixtureInputs
{
    public static InputRequest Text(string message, string field) =>
        Form(message, field, new ElicitRequestParams.StringSchema());

    public static InputRequest Consent(string message, string field) =>
        Form(message, field, new ElicitRequestParams.BooleanSchema());

    public static InputRequest Completion(string question) =>
        InputRequest.ForSampling(
            new()
            {
                Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = question }] }],
                MaxTokens = 100,
            }
        );

    static InputRequest Form(string message, string field, ElicitRequestParams.PrimitiveSchemaDefinition type) =>
        InputRequest.ForElicitation(
            new()
            {
                Message = message,
                RequestedSchema = new()
                {
                    Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>
                    {
                        [field] = type,
                    },
                    Required = [field],
                },
            }
        );
}

[McpServerResourceType]
public sealed class FixtureResources
{
    [McpServerResource(UriTemplate = "test://static-text", Name = "static-text", MimeType = "text/plain")]
    [Description("Fixture: text.")]
    public static string Text() => "This is the content of the static text resource.";

    [McpServerResource(UriTemplate = "test://static-binary", Name = "static-binary", MimeType = "image/png")]
    [Description("Fixture: bytes.")]
    public static ResourceContents Binary() =>
        BlobResourceContents.FromBytes(FixtureTools.Png, "test://static-binary", "image/png");

    [McpServerResource(UriTemplate = "test://template/{id}/data", Name = "template", MimeType = "application/json")]
    [Description("Fixture: a template.")]
    public static string Data(string id) =>
        JsonSerializer.Serialize(
            new
            {
                id,
                templateTest = true,
                data = $"Data for ID: {id}",
            }
        );
}

[McpServerPromptType]
public sealed class FixturePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("Fixture: text.")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("Fixture: arguments.")]
    public static string Arguments([Description("Any.")] string arg1, [Description("Any.")] string arg2) =>
        $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("Fixture: a resource.")]
    public static IEnumerable<PromptMessage> Embedded([Description("Any.")] string resourceUri) =>
        [
            Say(FixtureTools.Resource(resourceUri, "text/plain", "Embedded resource content for testing.")),
            Say(new TextContentBlock { Text = "Please process the embedded resource above." }),
        ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("Fixture: an image.")]
    public static IEnumerable<PromptMessage> Image() =>
        [
            Say(ImageContentBlock.FromBytes(FixtureTools.Png, "image/png")),
            Say(new TextContentBlock { Text = "Please analyze the image above." }),
        ];

    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("Fixture: asks for its context.")]
    public static string Asking(RequestContext<GetPromptRequestParams> context) =>
        context.Params!.InputResponses?.ContainsKey("user_context") == true
            ? "The context was given."
            : throw new InputRequiredException(
                new Dictionary<string, InputRequest>
                {
                    ["user_context"] = FixtureInputs.Text("What context should the prompt use?", "context"),
                }
            );

    static PromptMessage Say(ContentBlock content) => new() { Role = Role.User, Content = content };
}
