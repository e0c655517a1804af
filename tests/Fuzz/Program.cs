using System.Text;
using NetworkSimulator.Fuzz;
using SharpFuzz;

// The first argument names the target; the second, where given, is a folder or file to replay without a fuzzer.
Action<string> target = args.FirstOrDefault() switch
{
    "manifests" => Targets.Manifests,
    "requests" => Targets.Requests,
    _ => throw new ArgumentException("The first argument is to be 'manifests' or 'requests'."),
};
if (args.Length > 1)
    Replay.Run(args[1], target);
else
    Fuzzer.LibFuzzer.Run(bytes => target(Encoding.UTF8.GetString(bytes)));
