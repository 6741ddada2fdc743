using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Capture;
using TlsDissect.Capture.Writing;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Conversations;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export pcap CAPTURE -o FILE</c></summary>
internal static class PcapExport
{
    private const string Examples = """

        Examples:
          tlsdissect export pcap capture.pcap --key server.key -o plain.pcap
          tshark -r plain.pcap -Y http                                           shows the HTTP without a key
          tlsdissect export pcap capture.pcap -l keys.log -o plain.pcapng        with each connection's number as a comment
          tlsdissect export pcap capture.pcap -k key.pem -o - | tcpflow -c -r -  without a file
        """;

    public static Command Create()
    {
        ExportOptions options =
            new("FILE", "The plaintext as pcap, or pcapng if the name ends in .pcapng; - is standard output.", Limits.Cleartext);
        Option<int> mtu =
            NumberOption.Create("--mtu", 1500, "Largest packet of TCP in bytes, including the IP header. Default 1,500.",
                least: ConversationSink.MinMtu, most: ushort.MaxValue);
        Option<Dictionary<ushort, ushort>> ports = new("--port-map")
        {
            Description = "Show a server port as another: 8443:80. Default: by ALPN, else 443 as 80, 993 as 143. Repeatable.",
            HelpName = "FROM:TO",
            CustomParser = ParsePorts,
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = false,
            Arity = ArgumentArity.ZeroOrMore,
        };
        CleartextOptions cleartext = new(options.Limits);
        Option<bool> pcapng = new("--pcapng") { Description = "Write pcapng, whatever the name of the file." };
        Command command =
            new("pcap",
                "Writes the plaintext as clean TCP conversations, SYN to FIN, or that of DTLS as UDP datagrams, with the times of the " +
                    "records. Any program that knows the protocol inside can read them." + Examples);
        options.AddTo(command);
        foreach (Option option in (Option[])[mtu, ports, pcapng]) command.Options.Add(option);
        cleartext.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput input = cleartext.Apply(parsed, options.Input(parsed));
            using SignalHandler interruption = new();
            using OutputTarget target = options.OpenFile(parsed, input, interruption, isText: false);
            ExportRun run = new(input, interruption);
            bool isPcapNg = parsed.GetValue(pcapng) || options.Path(parsed).EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase);
            using SortedFrames frames = new(isPcapNg ? PcapNg(target.Stream) : Pcap(target.Stream));
            ConversationSink sink =
                new(frames.Add, new PortMap(parsed.GetValue(ports)!), parsed.GetValue(mtu)) { WantsCleartext = cleartext.IsWanted(parsed) };
            run.Read(sink);
            if (sink.Count == 0) return run.Nothing("no application data was decrypted", target);
            // A connection's end is known late, and the cleartext before TLS only when TLS is decrypted.
            frames.Complete();
            return run.Finish(target);
        });
        return command;
    }

    private static FrameWriter Pcap(Stream output)
    {
        PcapWriter writer = new(output, LinkType.Ethernet);
        return (time, frame, _) => writer.WritePacket(time, frame);
    }

    private static FrameWriter PcapNg(Stream output)
    {
        PcapNgWriter writer = new(output, "plaintext, as if TLS had not been there");
        writer.AddInterface(LinkType.Ethernet);
        return (time, frame, comment) => writer.WritePacket(0, time, frame, frame.Length, comment);
    }

    private static Dictionary<ushort, ushort> ParsePorts(ArgumentResult result)
    {
        Dictionary<ushort, ushort> map = [];
        foreach (Token token in result.Tokens)
        {
            string[] parts = token.Value.Split(':');
            if (parts.Length == 2 && ushort.TryParse(parts[0], out ushort from) && ushort.TryParse(parts[1], out ushort to) && from > 0 &&
                to > 0) map[from] = to;
            else result.AddError("--port-map takes FROM:TO, two port numbers.");
        }

        return map;
    }
}
