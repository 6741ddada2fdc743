namespace TlsDissect.Cli.Options;

/// <summary>Names of this program's options, for sentences of the library.</summary>
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
        MaxTrialBytes = "--limit trials",
        MaxTrialBytesInAll = "--limit trials-in-all",
    };

    /// <summary>The same for <c>live</c>, which does not show secrets.</summary>
    public static AdviceWording LiveOptions { get; } = Options with { ShowSecrets = "" };
}
