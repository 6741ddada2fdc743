using System.Collections.Immutable;
using System.CommandLine;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Scan;

/// <summary><c>tlsdissect scan LIST|DIR... --out DIR</c></summary>
internal static class ScanCommand
{
    private const int MaxJobs = 256;

    /// <summary>Limit on the memory of a capture's connections, unless another is given: many tasks share a machine.</summary>
    private const long DefaultMemory = 256 << 20;

    private const string Examples = """

        Examples:
          tlsdissect scan captures/ --out rows                            a file of rows for each capture
          tlsdissect scan captures.list --out rows --part auto -l keys.idx  the part of a task of Slurm
          ls rows; zstd -dc rows/*.zst | jq -r .type | sort | uniq -c     what there is
          tlsdissect scan captures/ --out rows --again no_key -k new.key  only those that lacked a key
        """;

    public static Command Create()
    {
        Argument<string[]> captures = new("LIST|DIR")
        {
            Description = "Files with the names of captures, one a line; folders, with all in them; captures. - is a list on standard " +
                "input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> folder = new("--out")
        {
            Description = "The folder of the rows: a file for each capture, named by its hash. Rows that are there are not made again.",
            HelpName = "DIR",
            Required = true,
        };
        Option<string> format = new("--format")
        {
            Description = "json (JSON Lines, default), csv, tsv or text, each compressed with zstd.",
            HelpName = "json|csv|tsv|text",
            DefaultValueFactory = _ => ListOutput.Json,
        };
        format.Accept(ListOutput.Json, ListOutput.Csv, ListOutput.Tsv, "text");
        Option<ImmutableArray<ConnectionColumn>> fields =
            ColumnsOption.Create("--fields", "With csv or tsv: the columns of list, or fields of the JSON (tlsdissect help where).");
        ScanPartOption part = new();
        Option<int?> jobs = JobsOption();
        Option<bool> replace = new("--replace")
        {
            Description = "Make rows again that were made otherwise, and remove those of captures that have changed since.",
        };
        Option<uint> again = AgainOption();
        Option<bool> watch = new("--watch")
        {
            Description = "Go on until Ctrl-C: take captures in the folders once no program writes them any more.",
        };
        Option<string?> secretsFolder = new("--secrets-out")
        {
            Description = "Write the secrets that decrypted something to a key log for each capture in this folder.",
            HelpName = "DIR",
        };
        Option<bool> hashCaptures = new("--hash-captures") { Description = "Name each capture in its rows by its SHA-256 too." };
        Option<bool> details = StyleOptions.DetailsOption();
        Option<bool> hash = new("--hash") { Description = "With json: include the SHA-256 of each side's plaintext." };
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli);
        Command command = new("scan", "Dissects many captures, each by itself, into files of rows; many tasks can share them." + Examples)
        {
            captures, folder, format, fields, jobs, again, replace, watch, secretsFolder, hashCaptures, details, hash,
        };
        part.AddTo(command);
        input.AddTo(command);
        command.AddRule(result =>
        {
            if (result.GetValue(watch) && result.GetResult(again) is { Implicit: false })
                result.AddError("--watch takes new captures, and --again those that have rows.");
            if (result.GetValue(watch) && (result.GetValue(captures) ?? []).FirstOrDefault(path => !Directory.Exists(path)) is string file)
                result.AddError($"--watch takes folders, and {file} is not one.");
        });
        command.SetAction(parsed =>
        {
            bool isJson = parsed.GetValue(format) == ListOutput.Json;
            string rows = parsed.GetValue(folder)!;
            string? secrets = parsed.GetValue(secretsFolder);
            RunInput run = input.Read(parsed, []);
            run = run with
            {
                Options = run.Options with
                {
                    HashPlaintext = isJson && parsed.GetValue(hash),
                    KeepMessages = parsed.GetValue(details),
                    VerifySignatures = !isJson || run.Options.VerifySignatures,
                },
            };
            string[] paths = parsed.GetValue(captures)!;
            ScanPart taken = part.Read(parsed);
            ScanOptions options = new()
            {
                Run = run,
                Folder = rows,
                SecretsFolder = secrets,
                Rows = new ListOutput(parsed.GetValue(format)!, parsed.GetValue(fields),
                    new TextOptions { Wording = ProgramWording.Options }),
                Identity = new ScanIdentity(parsed.GetValue(format)!, OptionDigest.Of(parsed), KeyDigest.Of(run.Keys)),
                HashCaptures = parsed.GetValue(hashCaptures),
                Replace = parsed.GetValue(replace),
                Again = parsed.GetResult(again) is { Implicit: false } ? parsed.GetValue(again) : null,
                Memory = input.Limits.IsGiven(parsed.CommandResult, Limits.Memory) ? run.Options.Memory.MaxBytes : DefaultMemory,
            };
            HashSet<string> told = [];
            int count = parsed.GetValue(jobs) ?? (part.IsAuto(parsed) ? 1 : Math.Min(Environment.ProcessorCount, MaxJobs));
            bool isWatched = parsed.GetValue(watch);
            // Before signals are handled: a list may be a pipe that no one writes.
            ScanList first = List();
            using SignalHandler interruption = new();
            ScanRun.CreateFolders(options);
            ScanRun scan = new(options, count, interruption);
            if (isWatched) new ScanWatch(scan, () => List().Items, interruption).Run();
            else scan.Take(first.Items, first.Items);
            return scan.End(first.Unread);

            ScanList List()
            {
                ScanList list = new(taken, secrets is null ? [rows] : [rows, secrets]) { MayBeEmpty = isWatched, Told = told };
                foreach (string path in paths) list.Add(path);
                return list;
            }
        });
        return command;
    }

    private static Option<int?> JobsOption() => new("--jobs")
    {
        Description = "Captures at a time. Default: the number of cores; 1 with --part auto.",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, out int number) && number is >= 1 and <= MaxJobs) return number;
            result.AddError($"--jobs takes a number from 1 to {MaxJobs}, not '{text}'.");
            return null;
        },
    };

    private static Option<uint> AgainOption()
    {
        string[] reasons = [.. Enum.GetValues<DecryptionReason>().Select(reason => reason.JsonName())];
        return new Option<uint>("--again")
        {
            Description = "Make again the rows of captures that have a connection not decrypted for this reason, with the keys now " +
                "given. Repeatable.",
            HelpName = "REASON",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result =>
            {
                uint bits = 0;
                foreach (string text in result.Tokens.Select(token => token.Value))
                {
                    if (Array.IndexOf(reasons, text) is var index and >= 0)
                    {
                        bits |= ExitFacts.BitOf((DecryptionReason)index);
                        continue;
                    }

                    string[] near = Suggestions.Near(text, reasons);
                    string meant = near.Length > 0 ? $"; did you mean {Choice.List(near)}" : $"; it takes {Choice.List(reasons)}";
                    result.AddError($"--again: no reason is called '{text}'{meant}");
                }

                return bits;
            },
        };
    }
}
