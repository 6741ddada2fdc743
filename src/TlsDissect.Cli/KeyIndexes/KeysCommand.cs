using System.CommandLine;

namespace TlsDissect.Cli.KeyIndexes;

/// <summary><c>tlsdissect keys WHAT</c></summary>
internal static class KeysCommand
{
    private const string Examples = """

        Examples:
          tlsdissect keys index /lab/keylogs -o keys.idx      merge all key logs below a folder; again adds what is new
          tlsdissect read capture.pcap --keylog keys.idx      and use them
        """;

    public static Command Create() => new("keys", "Prepares keys for many runs." + Examples) { KeysIndexCommand.Create() };
}
