namespace TlsDissect.Cli.Options;

/// <summary>The options of this program, for the sentences that the library makes.</summary>
internal static class ProgramWording
{
    public static AdviceWording Options { get; } = new()
    {
        ServerKey = " (--key)",
        StaticDhKey = " (--dh-key)",
        PreSharedKey = " (--psk)",
        KeyLog = " (--keylog)",
        ShowSecrets = "--show-secrets",
        MoreData = "; --limit data=all shows them",
        MaxTrialBytes = "--max-trials",
        MaxTrialBytesInAll = "--max-trials-in-all",
    };
}
