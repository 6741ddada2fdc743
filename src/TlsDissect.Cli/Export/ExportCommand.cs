using System.CommandLine;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export WHAT CAPTURE -o PATH</c></summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Writes what was decrypted, or what it was decrypted with, for other programs.")
    {
        KeyLogExport.Create(),
        SecretsExport.Create(),
        PcapExport.Create(),
        CertificatesExport.Create(),
    };
}
