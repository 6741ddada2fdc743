using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Capture;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Recording;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Options;

/// <summary>The options that only <c>live</c> has.</summary>
internal sealed class LiveCommandOptions
{
    /// <summary>The option that names the interfaces.</summary>
    public const string InterfaceName = "--interface";

    private const string Text = "text", Json = ListOutput.Json;

    private readonly Option<string[]> _interface =
        new(InterfaceName, "-i")
        {
            Description = "Interface to capture on; any for all, - for a capture on standard input. Repeatable.",
            HelpName = "NAME",
            Required = true,
        };
    private readonly Option<long?> _count = NumberOption.CreateOptional("--count", "Stop after N packets.", alias: "-c");
    private readonly Option<string?> _duration =
        new("--duration") { Description = "Stop after this time: 30s, 5m, 2h.", HelpName = "TIME" };
    private readonly Option<string> _format =
        new("--format")
        {
            Description = "text (default): handshakes as they complete; json: connections as they end. With --list csv and tsv too.",
            HelpName = "text|json|csv|tsv",
            DefaultValueFactory = _ => "text",
        };
    private readonly Option<bool> _events = new("--events") { Description = "With json: also every event as it happens." };
    private readonly Option<bool> _steps =
        new("--follow-handshakes") { Description = "With text: a line for each step of a handshake as it happens." };
    private readonly Option<bool> _list =
        new("--list") { Description = "A row for each connection when it ends, as list shows." };
    private readonly Option<ImmutableArray<ConnectionColumn>> _columns =
        ColumnsOption.Create("--columns", "With --list: the columns, or fields of the JSON (tlsdissect help where).");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write to FILE instead of standard output (-). It is created at the end.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _data =
        new("--data", "-d") { Description = "Show the decrypted data as it comes; with --events in hex." };
    private readonly Option<bool> _explain = new("--explain") { Description = "With text: teach the numbered steps of each handshake." };
    private readonly Option<bool> _verbose = StyleOptions.VerboseOption();
    private readonly Option<bool> _details = StyleOptions.DetailsOption();
    private readonly Option<bool> _hash = new("--hash") { Description = "With json: include the SHA-256 of each side's plaintext." };
    private readonly Option<string?> _write =
        new("--write", "-w")
        {
            Description = "Record the packets too: pcapng with the secrets that decrypt them; - is stdout.",
            HelpName = "FILE",
        };
    private readonly Option<string?> _rotate =
        new("--rotate")
        {
            Description = "With --write: start a new file by size or time, or by both: size:100MB,time:1h.",
            HelpName = "WHEN",
        };
    private readonly Option<long?> _keep =
        NumberOption.CreateOptional("--keep", "With --rotate: keep only the latest N files.", int.MaxValue);
    private readonly Option<string> _hold =
        new("--hold")
        {
            Description = "With --write: hold packets back so that their secrets precede them. Default 2s.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "2s",
        };
    private readonly Option<bool> _force = new("--force") { Description = OutputOptions.Force };
    private readonly Option<string?> _user =
        new("--user") { Description = "Drop privileges to this user after opening the interfaces.", HelpName = "NAME" };
    private readonly Option<string> _idle =
        new("--idle-timeout")
        {
            Description = "End a connection after this silence. Default 5m.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "5m",
        };
    private readonly Option<string> _keyWait =
        new("--key-wait")
        {
            Description = "With --keylog: time that an ended connection waits for its key. Default 10s.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "10s",
        };
    private readonly Option<int> _snapLength =
        NumberOption.Create("--snaplen", 262_144, "Bytes to capture of each packet. Default 262,144: whole packets.", least: 64,
            most: 1 << 24);
    private readonly Option<string> _bufferSize =
        new("--buffer-size")
        {
            Description = "Kernel buffer of each interface. Default 64MB. Packets that do not fit are dropped.",
            HelpName = "SIZE",
            DefaultValueFactory = _ => "67108864",
        };
    private readonly Option<bool> _promiscuous =
        new("--promiscuous")
        {
            Description = "Packets for other stations too. Default true; --promiscuous false for your own only.",
            DefaultValueFactory = _ => true,
        };
    private readonly Option<bool> _immediate =
        new("--immediate") { Description = "Deliver each packet immediately instead of every 100 ms. Uses more CPU." };
    private readonly Option<int> _threads =
        Accepted(NumberOption.Create("--threads", 1, "Accepted for read's sake: a live run has one thread."));
    private readonly Option<HostPairShard> _shard = CaptureFileOptions.ShardOption();
    private readonly StyleOptions _style = new();

    private readonly LimitOptions _limits;

    /// <param name="limits">The limits of the command.</param>
    public LiveCommandOptions(LimitOptions limits)
    {
        _limits = limits;
        _interface.AllowMultipleArgumentsPerToken = false;
        _format.Accept(Text, Json, ListOutput.Csv, ListOutput.Tsv);
        Check(_duration, text => text is null || Units.TryParseTime(text, out _), "--duration takes a number and a unit: 30s, 5m, 2h.");
        Check(_idle, text => Units.TryParseTime(text, out _), "--idle-timeout takes a number and a unit: 30s, 5m, 2h.");
        Check(_keyWait, text => Units.TryParseTime(text, out _), "--key-wait takes a number and a unit: 10s, 1m.");
        Check(_bufferSize, text => Units.TryParseSize(text, out long bytes) && bytes is >= 1 << 16 and <= int.MaxValue,
            "--buffer-size takes a size from 64KB to 2GB.");
        Check(_hold, text => Units.TryParseTime(text, out _), "--hold takes a number and a unit: 2s, 1m.");
        Check(_rotate, text => text is null || new RecordingOptions("").TryRotate(text, out _),
            "--rotate takes size:100MB, time:1h, or both with a comma.");
    }

    public void AddTo(Command command)
    {
        Option[] all = [_interface, _count, _duration, _format, _events, _steps, _list, _columns, _output, _data, _explain, _verbose,
            _details, _hash, _write, _rotate, _keep, _hold, _force, _user,
            _idle, _keyWait, _snapLength, _bufferSize, _promiscuous, _immediate, _threads, _shard];
        foreach (Option option in all) command.Options.Add(option);
        command.AddRule(CheckStandardInput);
        _style.AddTo(command);
        command.AddRule(result =>
        {
            bool json = result.GetValue(_format) == Json;
            if (result.GetValue(_events) && !json) result.AddError("--events goes with --format json.");
            if (result.GetValue(_steps) && json) result.AddError("--follow-handshakes goes with text.");
            CheckList(result);
            bool toConsole = result.GetValue(_write) is string written && OutputTarget.IsStandardOutput(written);
            if (toConsole && (result.GetValue(_output) is not string output || OutputTarget.IsStandardOutput(output)))
                result.AddError("--write - uses standard output; write the results to a file with -o.");
            if (toConsole && !Console.IsOutputRedirected)
                result.AddError("--write -: refusing to write a capture to a terminal; send it to a file or a program.");
            if (toConsole && result.GetValue(_rotate) is not null) result.AddError("--rotate needs a file name, not -.");
            if (result.GetValue(_rotate) is not null && result.GetValue(_write) is null) result.AddError("--rotate goes with --write.");
            if (result.GetResult(_hold) is { Implicit: false } && result.GetValue(_write) is null)
                result.AddError("--hold goes with --write.");
            foreach (Limit needless in (Limit[])[Limits.Held, Limits.SecretsRoom])
            {
                if (_limits.IsGiven(result, needless) && result.GetValue(_write) is null)
                    result.AddError($"--limit {needless.Name} goes with --write.");
            }

            if (result.GetResult(_keep) is not null && result.GetValue(_rotate) is null) result.AddError("--keep goes with --rotate.");
        });
    }

    /// <summary>The rows of a list are all that is written.</summary>
    private void CheckList(CommandResult result)
    {
        bool isList = result.GetValue(_list);
        if (!isList && result.GetValue(_format) is ListOutput.Csv or ListOutput.Tsv)
            result.AddError("--format csv and tsv go with --list.");
        if (!isList && result.GetResult(_columns) is { Implicit: false }) result.AddError("--columns goes with --list.");
        foreach (Option<bool> other in (Option<bool>[])[_events, _steps, _data, _explain, _verbose, _details])
        {
            if (isList && result.GetValue(other)) result.AddError($"--list is one line a connection: it does not go with {other.Name}.");
        }
    }

    /// <summary>With <c>-i -</c> another program captures, in its own way.</summary>
    private void CheckStandardInput(CommandResult result)
    {
        string[] interfaces = result.GetValue(_interface) ?? [];
        if (!interfaces.Contains(CaptureFile.StandardInput)) return;
        if (interfaces.Length > 1) result.AddError("-i - reads a capture from standard input and cannot be combined with another -i.");
        foreach (Option needless in (Option[])[_snapLength, _bufferSize, _promiscuous, _immediate])
        {
            if (result.GetResult(needless) is { Implicit: false })
                result.AddError($"{needless.Name} has no effect with -i -: another program captures.");
        }
    }

    public string[] Interfaces(ParseResult parsed) => parsed.GetValue(_interface)!;

    public int MaxSecrets(ParseResult parsed) => _limits.Value(parsed, Limits.Secrets);

    /// <summary>What to capture, and the key logs to watch.</summary>
    /// <exception cref="UsageException">A key log cannot be watched: it is not opened, as that may wait for a writer.</exception>
    public LiveInput Read(ParseResult parsed, string[] keyLogs) => new()
    {
        Capture = new LiveOptions
        {
            SnapLength = parsed.GetValue(_snapLength),
            BufferSize = Units.TryParseSize(parsed.GetValue(_bufferSize)!, out long bytes) ? (int)bytes : 0,
            Promiscuous = parsed.GetValue(_promiscuous),
            Immediate = parsed.GetValue(_immediate),
        },
        KeyLogs = Watched(keyLogs),
        Count = parsed.GetValue(_count),
        Duration = parsed.GetValue(_duration) is string duration && Units.TryParseTime(duration, out TimeSpan time) ? time : null,
        User = parsed.GetValue(_user),
        Recording = Recording(parsed),
    };

    /// <summary>Adds the options of a live run.</summary>
    public RunInput Read(ParseResult parsed, RunInput run) => run with
    {
        Shard = parsed.GetValue(_shard),
        Options = run.Options with
        {
            HashPlaintext = parsed.GetValue(_hash),
            KeepMessages = parsed.GetValue(parsed.GetValue(_format) == Json ? _details : _verbose),
            KeyWait = Units.TryParseTime(parsed.GetValue(_keyWait)!, out TimeSpan wait) ? wait : TimeSpan.Zero,
            Tcp = run.Options.Tcp with
            {
                IdleTimeout = Units.TryParseTime(parsed.GetValue(_idle)!, out TimeSpan idle) ? idle : TimeSpan.Zero,
            },
        },
    };

    public LiveOutput Output(ParseResult parsed) => new(
        parsed.GetValue(_output),
        parsed.GetValue(_force),
        parsed.GetValue(_format) == Json && !parsed.GetValue(_list),
        parsed.GetValue(_events),
        parsed.GetValue(_steps),
        new TextOptions { Data = parsed.GetValue(_data), Explain = parsed.GetValue(_explain), Verbose = parsed.GetValue(_verbose) })
    {
        List = parsed.GetValue(_list) ? new ListOutput(ListFormat(parsed), parsed.GetValue(_columns), new TextOptions()) : null,
    };

    /// <summary>The text's colours and width, once its destination is known.</summary>
    public TextOptions Style(ParseResult parsed, TextOptions text, OutputTarget target) =>
        _style.Apply(parsed, text, target) with { Wording = ProgramWording.LiveOptions };

    private string ListFormat(ParseResult parsed) => parsed.GetValue(_format) is not Text and string format ? format : ListOutput.Table;

    private RecordingOptions? Recording(ParseResult parsed)
    {
        if (parsed.GetValue(_write) is not string path) return null;
        RecordingOptions recording = new(path)
        {
            Keep = (int?)parsed.GetValue(_keep),
            Hold = Units.TryParseTime(parsed.GetValue(_hold)!, out TimeSpan hold) ? hold : TimeSpan.Zero,
            MaxHeldBytes = _limits.Value(parsed, Limits.Held),
            ReservedSecretsBlock = (int)_limits.Value(parsed, Limits.SecretsRoom),
        };
        return parsed.GetValue(_rotate) is string rotate && recording.TryRotate(rotate, out RecordingOptions with) ? with : recording;
    }

    private static string[] Watched(string[] keyLogs) =>
        Array.Find(keyLogs, path => UnixFile.Status(path).Kind is not (FileKind.None or FileKind.Regular or FileKind.Folder))
            is string other
            ? throw new UsageException($"{other}: is a pipe or a device, which cannot be watched; write the key log to a file")
            : keyLogs;

    private static Option<T> Accepted<T>(Option<T> option)
    {
        option.Hidden = true;
        return option;
    }

    private static void Check<T>(Option<T> option, Func<T, bool> isRight, string message) => option.Validators.Add(result =>
    {
        if (!isRight(result.GetValueOrDefault<T>()!)) result.AddError(message);
    });
}
