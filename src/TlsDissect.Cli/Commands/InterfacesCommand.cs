using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using TlsDissect.Capture;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect interfaces</c></summary>
internal static class InterfacesCommand
{
    private const string Examples = """

        Examples:
          tlsdissect interfaces                                    what can be captured on
          tlsdissect interfaces --format json | jq -r .name        for other programs
        """;

    private static readonly string[] Columns = ["name", "state", "packets", "may capture", "addresses", "description"];

    public static Command Create()
    {
        Option<string> format = new("--format") { Description = "text (default) or json: JSON Lines, one object a line.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<long?> width = StyleOptions.WidthOption();
        Command command = new("interfaces", "Lists what can be captured on, and whether this user may." + Examples) { format, width };
        command.SetAction(parsed =>
        {
            ImmutableArray<CaptureInterface> found = CaptureInterface.List(withLinkTypes: true);
            if (parsed.GetValue(format) == "json") WriteJson(found);
            else ConsoleTable.Write(Columns, found.Select(Row), parsed.GetValue(width));
            if (found.Any(i => i.MayCapture == false) && !found.Any(i => i.MayCapture == true))
                CommandLine.Complain($"this user may not capture{CaptureAdvice.For(CaptureRefusal.NoPermission)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(CaptureInterface of) =>
    [
        WireText.Escape(of.Name),
        (of.IsUp ? "up" : "down") + (of.IsLoopback ? ", loopback" : ""),
        of.LinkType?.ToString() ?? "-",
        of.MayCapture switch { true => "yes", false => "no", null => "-" },
        string.Join(' ', of.Addresses),
        WireText.Escape(of.Description ?? ""),
    ];

    private static void WriteJson(ImmutableArray<CaptureInterface> found)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        foreach (CaptureInterface one in found)
        {
            json.WriteStartObject();
            json.WriteString("type", "interface");
            json.WriteString("name", one.Name);
            json.WriteString("description", one.Description);
            json.WriteStartArray("addresses");
            foreach (System.Net.IPAddress address in one.Addresses) json.WriteStringValue(address.ToString());
            json.WriteEndArray();
            json.WriteBoolean("up", one.IsUp);
            json.WriteBoolean("loopback", one.IsLoopback);
            if (one.LinkType is LinkType type) json.WriteNumber("link_type", (int)type);
            else json.WriteNull("link_type");
            if (one.MayCapture is bool may) json.WriteBoolean("may_capture", may);
            else json.WriteNull("may_capture");
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }

        using Stream output = Console.OpenStandardOutput();
        output.Write(buffer.WrittenSpan);
    }
}
