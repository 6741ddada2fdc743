using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.KeyIndexes;

/// <summary><c>tlsdissect keys index FILE|DIR... -o FILE</c></summary>
internal static class KeysIndexCommand
{
    private const string Examples = """

        Examples:
          tlsdissect keys index /lab/keylogs -o keys.idx       the key logs below a folder
          tlsdissect keys index /lab/keylogs -o keys.idx       later: adds those that are new or have grown
          tlsdissect scan captures/ --out rows -l keys.idx     uses it
        """;

    public static Command Create()
    {
        Argument<string[]> logs = new("FILE|DIR")
        {
            Description = "Key logs, and folders that are searched for them with all that are in them.",
            Arity = ArgumentArity.OneOrMore,
        };
        OutputOptions output = new("FILE", "The index. If it exists, its secrets are kept and others added.", isRequired: true);
        Option<bool> quiet = new("--quiet", "-q") { Description = "No summary on standard error; warnings stay." };
        Command command = new("index",
            "Merges key logs into one sorted file, which --keylog takes: it opens at once, whatever its size, and all processes of a " +
                "machine share the memory." + Examples)
        {
            logs, quiet,
        };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            using SignalHandler interruption = new();
            string path = output.Path(parsed)!;
            if (OutputTarget.IsStandardOutput(path))
                throw new UsageException($"-o {path}: an index is a file, which is mapped into memory");
            KeyIndexRun run = new(path, output.MayReplace(parsed), interruption);
            int code = run.Make(parsed.GetValue(logs)!);
            if (!parsed.GetValue(quiet) && code is ExitCode.Done or ExitCode.InputFailed) CommandLine.Complain($"{path}: {run}");
            return code;
        });
        return command;
    }
}
