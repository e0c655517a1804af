using System.Globalization;
using System.Text;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A policy in words. Each text is made when it is first asked for, and kept.</summary>
internal sealed class PolicyWords(CompiledPolicy policy)
{
    private const int MaxRules = 4;

    /// <summary>The policy as hops name it.</summary>
    public string Name => field ??= $"NetworkPolicy {policy.Policy.Key}";

    /// <summary>Beginning of the sentence about a call that it lets through; the Pod's key follows.</summary>
    public string LeadIn =>
        field ??= policy.IsIngress ? $"{Name} lets the call in to Pod " : $"{Name} lets the call out of Pod ";

    /// <summary>The sentence about a call that another policy let through already.</summary>
    public string AlsoAllows => field ??= $" {Name} (line {policy.Policy.Source.Line}) allows it as well.";

    /// <summary>Beginning of the sentence about what the policy allows instead of a call; it has no full stop.</summary>
    public string Instead => field ??= MakeInstead();

    private string MakeInstead()
    {
        var text = new StringBuilder($" {Name} (line {policy.Policy.Source.Line}) ");
        var verb = policy.IsIngress ? "admits" : "allows calls to";
        if (policy.Rules.Length == 0)
            return text.Append(
                    policy.IsIngress ? "has no ingress rule and admits nobody" : "has no egress rule and allows no call"
                )
                .ToString();
        text.Append(verb).Append(" only ").AppendJoin("; or ", policy.Rules.Take(MaxRules).Select(r => r.Words.Whole));
        if (policy.Rules.Length > MaxRules)
            text.Append(CultureInfo.InvariantCulture, $"; or what {policy.Rules.Length - MaxRules} more rules say");
        return text.ToString();
    }
}
