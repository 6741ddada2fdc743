using System.CommandLine;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export WHAT CAPTURE -o PATH</c></summary>
internal static class ExportCommand
{
    private const string Examples = """

        Examples:
          tlsdissect export pcap capture.pcap --key server.key -o plain.pcap        what was said, for any program that knows the protocol inside
          tlsdissect export keylog capture.pcap --key server.key -o keys.log        what opens these connections, for those who must not have the key
          tlsdissect export secrets capture.pcap --key server.key -o open.pcapng    both in one file, for Wireshark
          tlsdissect export certs capture.pcap -o certs                             every certificate
        """;

    public static Command Create() => new("export", "Writes what was decrypted, or what it was decrypted with, for other programs." + Examples)
    {
        KeyLogExport.Create(),
        SecretsExport.Create(),
        PcapExport.Create(),
        CertificatesExport.Create(),
    };
}
