using TlsDissect.Cli;

return CommandLine.Run(args);
