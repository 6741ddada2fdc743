using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Capture;
using TlsDissect.Cli.Commands;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Recording;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Text;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Options;

/// <summary>The options of <c>live</c> that are its own.</summary>
internal sealed class LiveCommandOptions
{
    private readonly Option<string[]> _interface = new("--interface", "-i") { Description = "What to listen on; any is all interfaces, - a capture on standard input. Repeatable.", HelpName = "NAME", Required = true };
    private readonly Option<long?> _count = NumberOption.CreateOptional("--count", "End after N packets.", alias: "-c");
    private readonly Option<string?> _duration = new("--duration") { Description = "End after this time: 30s, 5m, 2h.", HelpName = "TIME" };
    private readonly Option<string> _format = new("--format") { Description = "text (default): handshakes when they complete; json: one object a line, when a connection ends.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> _events = new("--events") { Description = "With json: every event as it happens, too." };
    private readonly Option<bool> _steps = new("--follow-handshakes") { Description = "With text: a line for each step of a handshake as it happens." };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write to this file instead of standard output (-). It is created only at the end, also after an interrupt.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _data = new("--data", "-d") { Description = "The decrypted application data too, as it comes; with --events in hex." };
    private readonly Option<bool> _explain = new("--explain") { Description = "With text: what each step of the handshake achieves." };
    private readonly Option<bool> _verbose = StyleOptions.VerboseOption();
    private readonly Option<bool> _hash = new("--hash") { Description = "With json: the SHA-256 of each side's plaintext too." };
    private readonly Option<string?> _write = new("--write", "-w") { Description = "Keep the packets too, as pcapng with the secrets that open them; - is standard output.", HelpName = "FILE" };
    private readonly Option<string?> _rotate = new("--rotate") { Description = "With --write: a new file after so much or so long, each with time and number in its name.", HelpName = "size:100MB|time:1h" };
    private readonly Option<long?> _keep = NumberOption.CreateOptional("--keep", "With --rotate: keep the latest N files.", int.MaxValue);
    private readonly Option<string> _hold = new("--hold") { Description = "With --write: how long packets are held back, so that secrets found meanwhile stand in front of them. Default 2s.", HelpName = "TIME", DefaultValueFactory = _ => "2s" };
    private readonly Option<string> _maxHeld = new("--max-held") { Description = "With --write: memory for packets that are held back; past it they are written earlier. Default 64MB.", HelpName = "SIZE", DefaultValueFactory = _ => "64MB" };
    private readonly Option<string> _secretsRoom = new("--secrets-room") { Description = "With --write: room left in a file for secrets that come later than that, again whenever half of it is used; past it the file is written again in the end. Default 64KB.", HelpName = "SIZE", DefaultValueFactory = _ => "64KB" };
    private readonly Option<bool> _force = new("--force") { Description = OutputOptions.Force };
    private readonly Option<string?> _user = new("--user") { Description = "Give root up for this user once the interfaces are open.", HelpName = "NAME" };
    private readonly Option<string> _idle = new("--idle-timeout") { Description = "Silence after which a connection is over. Default 5m.", HelpName = "TIME", DefaultValueFactory = _ => "5m" };
    private readonly Option<string> _keyWait = new("--key-wait") { Description = "With --keylog: how long a connection that is over waits for its key. Default 10s.", HelpName = "TIME", DefaultValueFactory = _ => "10s" };
    private readonly Option<int> _maxSecrets = NumberOption.Create("--max-secrets", 1_000_000, "With --keylog: secrets held at most; older ones are forgotten. Default 1,000,000.", least: 2);
    private readonly Option<int> _snapLength = NumberOption.Create("--snaplen", 262_144, "Bytes kept of a packet. Default 262,144, whole packets.", least: 64, most: 1 << 24);
    private readonly Option<string> _bufferSize = new("--buffer-size") { Description = "The kernel's buffer for each interface. Default 64MB; what does not fit is dropped and counted.", HelpName = "SIZE", DefaultValueFactory = _ => "67108864" };
    private readonly Option<bool> _promiscuous = new("--promiscuous") { Description = "Packets for other stations too. Default true; --promiscuous false for this one's only.", DefaultValueFactory = _ => true };
    private readonly Option<bool> _immediate = new("--immediate") { Description = "Each packet at once, not in blocks every 100 ms: dearer." };
    private readonly Option<int> _threads = NumberOption.Create("--threads", 1, "For read's sake: a live run has one thread, and the output is the same for every number.");
    private readonly Option<HostPairShard> _shard = ReadCommand.ShardOption();
    private readonly StyleOptions _style = new();

    public LiveCommandOptions()
    {
        _interface.AllowMultipleArgumentsPerToken = false;
        _format.AcceptOnlyFromAmong("text", "json");
        Check(_duration, text => text is null || Units.TryParseTime(text, out _), "--duration takes a number and a unit: 30s, 5m, 2h.");
        Check(_idle, text => Units.TryParseTime(text, out _), "--idle-timeout takes a number and a unit: 30s, 5m, 2h.");
        Check(_keyWait, text => Units.TryParseTime(text, out _), "--key-wait takes a number and a unit: 10s, 1m.");
        Check(_bufferSize, text => Units.TryParseSize(text, out long bytes) && bytes is >= 1 << 16 and <= int.MaxValue, "--buffer-size takes a size from 64KB to 2GB.");
        Check(_hold, text => Units.TryParseTime(text, out _), "--hold takes a number and a unit: 2s, 1m.");
        Check(_maxHeld, text => Units.TryParseSize(text, out _), "--max-held takes a size: 64MB, 1GB.");
        Check(_secretsRoom, text => Units.TryParseSize(text, out long bytes) && bytes is >= 1000 and <= 16_000_000, "--secrets-room takes a size from 1KB to 16MB.");
        Check(_rotate, text => text is null || new RecordingOptions("").TryRotate(text, out _), "--rotate takes size:100MB, time:1h, or both with a comma.");
    }

    public void AddTo(Command command)
    {
        Option[] all = [_interface, _count, _duration, _format, _events, _steps, _output, _data, _explain, _verbose, _hash, _write, _rotate, _keep, _hold, _maxHeld, _secretsRoom, _force, _user,
            _idle, _keyWait, _maxSecrets, _snapLength, _bufferSize, _promiscuous, _immediate, _threads, _shard];
        foreach (Option option in all) command.Options.Add(option);
        command.Validators.Add(CheckStandardInput);
        _style.AddTo(command);
        command.Validators.Add(result =>
        {
            bool json = result.GetValue(_format) == "json";
            if (result.GetValue(_events) && !json) result.AddError("--events goes with --format json.");
            if (result.GetValue(_steps) && json) result.AddError("--follow-handshakes goes with text.");
            bool toConsole = result.GetValue(_write) is string written && OutputTarget.IsStandardOutput(written);
            if (toConsole && (result.GetValue(_output) is not string output || OutputTarget.IsStandardOutput(output)))
                result.AddError("--write - takes standard output: give the results a file with -o.");
            if (toConsole && !Console.IsOutputRedirected) result.AddError("--write -: refusing to write a capture to a terminal; send it to a file or a program.");
            if (toConsole && result.GetValue(_rotate) is not null) result.AddError("--rotate needs a file's name, not -.");
            if (result.GetValue(_rotate) is not null && result.GetValue(_write) is null) result.AddError("--rotate goes with --write.");
            foreach (Option needless in (Option[])[_hold, _maxHeld, _secretsRoom])
            {
                if (result.GetResult(needless) is { Implicit: false } && result.GetValue(_write) is null) result.AddError($"{needless.Name} goes with --write.");
            }

            if (result.GetResult(_keep) is not null && result.GetValue(_rotate) is null) result.AddError("--keep goes with --rotate.");
        });
    }

    /// <summary>With <c>-i -</c> another program captures, in its own way.</summary>
    private void CheckStandardInput(CommandResult result)
    {
        string[] interfaces = result.GetValue(_interface) ?? [];
        if (!interfaces.Contains(CaptureFile.StandardInput)) return;
        if (interfaces.Length > 1) result.AddError("-i - reads a capture from standard input and cannot be combined with another -i.");
        foreach (Option needless in (Option[])[_snapLength, _bufferSize, _promiscuous, _immediate])
        {
            if (result.GetResult(needless) is { Implicit: false }) result.AddError($"{needless.Name} has no effect with -i -: another program captures.");
        }
    }

    public string[] Interfaces(ParseResult parsed) => parsed.GetValue(_interface)!;

    public int MaxSecrets(ParseResult parsed) => parsed.GetValue(_maxSecrets);

    public LiveInput Read(ParseResult parsed, string[] keyLogs) => new()
    {
        Capture = new LiveOptions
        {
            SnapLength = parsed.GetValue(_snapLength),
            BufferSize = Units.TryParseSize(parsed.GetValue(_bufferSize)!, out long bytes) ? (int)bytes : 0,
            Promiscuous = parsed.GetValue(_promiscuous),
            Immediate = parsed.GetValue(_immediate),
        },
        KeyLogs = keyLogs,
        Count = parsed.GetValue(_count),
        Duration = parsed.GetValue(_duration) is string duration && Units.TryParseTime(duration, out TimeSpan time) ? time : null,
        User = parsed.GetValue(_user),
        Recording = Recording(parsed),
    };

    /// <summary>The same with what a live run reads with.</summary>
    public RunInput Read(ParseResult parsed, RunInput run) => run with
    {
        Shard = parsed.GetValue(_shard),
        Options = run.Options with
        {
            HashPlaintext = parsed.GetValue(_hash),
            KeyWait = Units.TryParseTime(parsed.GetValue(_keyWait)!, out TimeSpan wait) ? wait : TimeSpan.Zero,
            Tcp = run.Options.Tcp with { IdleTimeout = Units.TryParseTime(parsed.GetValue(_idle)!, out TimeSpan idle) ? idle : TimeSpan.Zero },
        },
    };

    public LiveOutput Output(ParseResult parsed) => new(
        parsed.GetValue(_output),
        parsed.GetValue(_force),
        parsed.GetValue(_format) == "json",
        parsed.GetValue(_events),
        parsed.GetValue(_steps),
        new TextOptions { Data = parsed.GetValue(_data), Explain = parsed.GetValue(_explain), Verbose = parsed.GetValue(_verbose) });

    /// <summary>The text's colours and width, once its destination is known.</summary>
    public TextOptions Style(ParseResult parsed, TextOptions text, OutputTarget target) => _style.Apply(parsed, text, target);

    private RecordingOptions? Recording(ParseResult parsed)
    {
        if (parsed.GetValue(_write) is not string path) return null;
        RecordingOptions recording = new(path)
        {
            Keep = (int?)parsed.GetValue(_keep),
            Hold = Units.TryParseTime(parsed.GetValue(_hold)!, out TimeSpan hold) ? hold : TimeSpan.Zero,
            MaxHeldBytes = Units.TryParseSize(parsed.GetValue(_maxHeld)!, out long held) ? held : 0,
            ReservedSecretsBlock = Units.TryParseSize(parsed.GetValue(_secretsRoom)!, out long room) ? (int)room : 0,
        };
        return parsed.GetValue(_rotate) is string rotate && recording.TryRotate(rotate, out RecordingOptions with) ? with : recording;
    }

    private static void Check<T>(Option<T> option, Func<T, bool> isRight, string message) => option.Validators.Add(result =>
    {
        if (!isRight(result.GetValueOrDefault<T>()!)) result.AddError(message);
    });
}
