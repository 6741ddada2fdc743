using System.Buffers;
using System.CommandLine;
using TlsDissect.Capture;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Recording;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect live -i NAME</c></summary>
internal static class LiveCommand
{
    private const string Examples = """

        Examples:
          sudo tlsdissect live -i eth0                                              handshakes as they complete
          sudo tlsdissect live -i eth0 -i lo -f 'tcp port 443' --key server.key -d  with the decrypted data
          sudo tlsdissect live -i eth0 --list                                       a line for each connection; --format csv
          sudo tlsdissect live -i any --keylog keys.log --format json --events      every event, with keys as they are logged
          ssh host tcpdump -i eth0 -U -w - | tlsdissect live -i -                   packets from another program
          sudo tlsdissect live -i eth0 --user nobody --write c.pcapng --rotate size:100MB --keep 10
        """;

    public static Command Create()
    {
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli, Limits.Data,
            Limits.Secrets, Limits.Held, Limits.SecretsRoom);
        LiveCommandOptions options = new(input.Limits);
        Command command = new("live", "Dissects packets of interfaces until Ctrl-C." + Examples);
        options.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            LiveInput live = options.Read(parsed, input.KeyLogs(parsed));
            RunInput run = options.Read(parsed, input.Read(parsed, options.Interfaces(parsed), options.MaxSecrets(parsed)));
            live = live with { Capture = live.Capture with { Filter = run.Filter } };
            return Run(run, live, options.Output(parsed),
                (text, target) => options.Style(parsed, text with { MaxData = input.ShownData(parsed) }, target));
        });
        return command;
    }

    private static int Run(RunInput run, LiveInput live, LiveOutput how, Func<TextOptions, OutputTarget, TextOptions> style)
    {
        if (run.Where is not null && (how.Events || how.Steps || how.Text.Data))
        {
            throw new UsageException($"{WhereOption.Name}: which connections are selected is known only when they have ended; without " +
                "--events, --follow-handshakes and --data, each is written then");
        }

        bool isPipe = run.Captures is [CaptureFile.StandardInput];
        using LiveSource? interfaces = isPipe ? null : LiveSource.Open(run.Captures, live.Capture);
        // Before files are created, so that this user owns them.
        if (live.User is string user) Privileges.DropTo(user);
        using SignalHandler interruption = new();
        using IPacketSource source = interfaces ?? StandardInput(run, interruption.Token);
        OutputRule rule = new(run.Files, how.Force);
        using OutputTarget target = OutputTarget.Open(how.Path, rule, interruption);
        TextOptions text = style(how.Text, target);
        IConnectionSink MakeSink(IBufferWriter<byte> buffer, CaptureIndex captures) => how switch
        {
            { Json: true, Events: true } => new JsonEventSink(buffer, run.Options.HashPlaintext, text.Data, captures.Of),
            { Json: true } => new JsonSink(buffer, run.Options.HashPlaintext, captures.Of),
            { List: { } list } => new ListSink(buffer, list with { Style = text }, run.Options.HashPlaintext, captures.Of),
            // Blocks of handshakes come before a connection's end, when it is selected.
            _ when run.Where is not null => new TextSink(new BufferTextWriter(buffer), text),
            _ => new LiveTextSink(new BufferTextWriter(buffer), text, how.Steps),
        };
        using PacketRecorder? recorder =
            live.Recording is RecordingOptions recording ? new PacketRecorder(recording, rule, interruption) : null;
        using LiveRun running = new(run, live, source, target.Stream, MakeSink, recorder, how.Json);
        if (!run.Quiet)
        {
            string names = interfaces is null
                ? "standard input"
                : string.Join(", ", interfaces.Statistics().Select(one => $"{one.Name} ({LinkTypeNames.Display(one.LinkType)})"));
            CommandLine.Complain($"listening on {names}");
        }

        int code = running.Run(interruption);
        target.Commit();
        return code;
    }

    /// <summary>Opens a capture that comes through a pipe. No kernel filters it.</summary>
    private static IPacketSource StandardInput(RunInput run, CancellationToken stop)
    {
        CaptureFileSequence pipe = new(run.Captures, stop);
        return run.Filter is null ? pipe : new FilteredSource(pipe, CaptureFilter.Parse(run.Filter), _ => !stop.IsCancellationRequested);
    }
}
