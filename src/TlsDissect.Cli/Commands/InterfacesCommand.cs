using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using TlsDissect.Capture;
using TlsDissect.Capture.Network.Census;
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
          tlsdissect interfaces                              every interface
          tlsdissect interfaces --format names               one name a line, for scripts
          tlsdissect interfaces --format json | jq .         JSON Lines
        """;

    private static readonly string[] Columns = ["name", "state", "link type", "permission", "addresses", "description"];

    public static Command Create()
    {
        Option<string> format = new("--format")
        {
            Description = "text (default), json (JSON Lines), or names (one a line).",
            HelpName = "text|json|names",
            DefaultValueFactory = _ => "text",
        };
        format.Accept("text", "json", "names");
        Option<long?> width = StyleOptions.WidthOption();
        const string Description = "Lists the capture interfaces and whether you have permission to use them.";
        Command command = new("interfaces", Description + Examples) { format, width };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) == "names") return WriteNames();
            ImmutableArray<CaptureInterface> found = CaptureInterface.List(withLinkTypes: true);
            if (parsed.GetValue(format) == "json") WriteJson(found);
            else ConsoleTable.Write(Columns, found.Select(Row), Block, parsed.GetValue(width));
            if (found.Any(i => i.MayCapture == false) && !found.Any(i => i.MayCapture == true))
                CommandLine.Complain($"you have no permission to capture{CaptureAdvice.For(CaptureRefusal.NoPermission)}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The names as <c>live -i</c> takes them. No interface is opened: completion needs no permission.</summary>
    private static int WriteNames()
    {
        using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (CaptureInterface one in CaptureInterface.List(withLinkTypes: false)) output.WriteLine(WireText.Escape(one.Name));
        return ExitCode.Done;
    }

    private static string[] Row(CaptureInterface of) =>
    [
        WireText.Escape(of.Name),
        (of.IsUp ? "up" : "down") + (of.IsLoopback ? ", loopback" : ""),
        of.LinkType is LinkType type ? LinkTypeNames.Display(type) : "-",
        of.MayCapture switch { true => "yes", false => "no", null => "-" },
        string.Join(' ', of.Addresses),
        WireText.Escape(of.Description ?? ""),
    ];

    /// <summary>An interface where the terminal is too narrow for a table.</summary>
    private static IEnumerable<string> Block(string[] row) =>
        Columns.Zip(row).Skip(1).Where(field => field.Second.Length > 0).Select(field => $"{field.First}: {field.Second}").Prepend(row[0]);

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
            json.WriteString("link_type_name", one.LinkType is LinkType named ? LinkTypeNames.Display(named) : null);
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
