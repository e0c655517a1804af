using NetworkSimulator.Diagnosis;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Manifests.Diagnosis;

/// <summary>Says why no change was found.</summary>
internal static class Notes
{
    public static string WithoutFix(Trace trace, DiagnosisGoal goal)
    {
        if (goal.Verdict is { } verdict and not (Verdict.Delivered or Verdict.Denied))
            return $"Changes are looked for that let a request through or keep it out, not for one that ends as {verdict}.";
        if (trace.Hops is [.., var last] && last.Reason.Contains("Ready", StringComparison.Ordinal))
            return "The Pods are not ready. No field of a Service or policy mends that: look at their readiness probes, their logs and what they wait for.";
        return "No small change of selectors, ports, names, rules, backends or policies was found that makes it so.";
    }
}
