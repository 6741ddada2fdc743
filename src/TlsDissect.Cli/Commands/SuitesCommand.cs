using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Terminal;
using TlsDissect.Decryption;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect suites [PATTERN]</c></summary>
internal static class SuitesCommand
{
    private const string Examples = """

        Examples:
          tlsdissect suites                                all of them
          tlsdissect suites 0xC02F                         by number
          tlsdissect suites ECDHE-RSA-AES128-GCM-SHA256    by OpenSSL's name
          tlsdissect suites ecdhe_rsa                      by a part of the name
          tlsdissect suites '*_CBC_*'                      by a pattern
        """;

    private const string None = "-";

    private static readonly string[] Columns =
        ["number", "name", "OpenSSL name", "protocol", "key exchange", "authentication", "cipher", "mode", "MAC", "hash", "decrypts",
            "judgement"];

    public static Command Create()
    {
        Argument<string?> pattern = new("PATTERN")
        {
            Description = "A number (0xC02F, 49199), OpenSSL's name, a part of a name, or a pattern with * and ?.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> format = OutputOptions.FormatOption();
        Option<long?> width = StyleOptions.WidthOption();
        Command command =
            new("suites", "Lists cipher suites with their parts, OpenSSL's names and a judgement." + Examples) { pattern, format, width };
        command.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(pattern);
            CipherSuite[] found = [.. wanted is null ? CipherSuites.All : CipherSuites.Search(wanted)];
            if (found.Length == 0)
            {
                CommandLine.Complain($"suites: none matches '{wanted}'");
                return ExitCode.InputFailed;
            }

            if (parsed.GetValue(format) == "json") WriteJson(found);
            else ConsoleTable.Write(Columns, found.Select(Row), Block, parsed.GetValue(width));
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(CipherSuite suite) =>
    [
        $"0x{(ushort)suite.Id:X4}", suite.Name, suite.OpenSslName() ?? None, suite.Protocol(),
        suite.KeyExchange.DisplayName() ?? None, suite.Authentication.DisplayName() ?? None,
        suite.Cipher.DisplayName() ?? None, suite.Mode.DisplayName() ?? None, suite.Mac.DisplayName() ?? None,
        suite.Hash.DisplayName() ?? None,
        suite.Decrypts() ? "yes" : "no", Judgement(suite),
    ];

    /// <summary>A suite where the terminal is too narrow for a table. A part that it does not have is left out.</summary>
    private static IEnumerable<string> Block(string[] row)
    {
        yield return $"{row[0]} {row[1]}";
        if (row[2] != None) yield return $"{Columns[2]}: {row[2]}";
        yield return $"parts: {string.Join(", ", Columns[3..10].Zip(row[3..10], Part).OfType<string>())}";
        if (row[11] != None) yield return $"{Columns[11]}: {row[11]}";
        yield return $"{Columns[10]}: {row[10]}";
    }

    private static string? Part(string name, string value) => value == None ? null : $"{name} {value}";

    /// <summary>Forward secrecy is said either way: its lack is among the weaknesses.</summary>
    private static string Judgement(CipherSuite suite) =>
        suite.IsSignal ? None : string.Join("; ", SuiteJudgement.Of(suite).Prepend(ForwardSecrecy(suite)).OfType<string>());

    /// <summary>In TLS 1.3 the handshake decides: a pre-shared key alone (psk_ke, RFC 8446 §4.2.9) has none.</summary>
    private static string? ForwardSecrecy(CipherSuite suite) => suite switch
    {
        { IsTls13: true } => "forward secrecy, except with psk_ke",
        { IsForwardSecret: true } => "forward secrecy",
        _ => null,
    };

    private static void WriteJson(CipherSuite[] suites)
    {
        using Stream output = Console.OpenStandardOutput();
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        foreach (CipherSuite suite in suites)
        {
            json.WriteStartObject();
            json.WriteString("type", "cipher_suite");
            json.WriteNumber("id", (ushort)suite.Id);
            json.WriteString("name", suite.Name);
            JsonNames.WriteParts(json, suite);
            json.WriteBoolean("decrypts", suite.Decrypts());
            json.WriteString("openssl_name", suite.OpenSslName());
            json.WriteBoolean("forward_secrecy", suite.IsForwardSecret);
            json.WriteStartArray("judgement");
            foreach (string phrase in SuiteJudgement.Of(suite)) json.WriteStringValue(phrase);
            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }

        output.Write(buffer.WrittenSpan);
    }
}
